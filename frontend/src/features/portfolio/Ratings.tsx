import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Portfolio.module.css';
import type { RatingBody } from './queries';
import { dimensions, ratings } from './words';

interface Props {
  value: Readonly<Record<string, number>>;
  onChange: (next: Record<string, number>) => void;
}

/** 1 to 4 on each dimension, or nothing. A word about one's own way; no sum of it exists. */
export function RatingFields({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.cards}>
      {dimensions.map((one) => (
        <NativeSelect
          key={one}
          label={t(`portfolio.dimension.${one}`)}
          value={String(value[one] ?? '')}
          onChange={({ currentTarget }) => {
            const { [one]: _, ...others } = value;
            onChange(currentTarget.value ? { ...others, [one]: Number(currentTarget.value) } : others);
          }}
          data={[
            { value: '', label: t('portfolio.ratings.blank') },
            ...ratings.map((n) => ({ value: String(n), label: t(`portfolio.ratings.n${n}`) })),
          ]}
        />
      ))}
    </div>
  );
}

export function RatingList({ rows, none }: { rows: readonly RatingBody[]; none: string }) {
  const { t } = useTranslation();
  if (rows.length === 0) return <p className={classes.empty}>{none}</p>;
  return (
    <dl className={classes.facts}>
      {rows.map(({ dimension, rating }) => (
        <div key={dimension} style={{ display: 'contents' }}>
          <dt>{t(`portfolio.dimension.${dimension}`)}</dt>
          <dd>{ratings.includes(rating as 1) ? t(`portfolio.ratings.n${rating as 1 | 2 | 3 | 4}`) : rating}</dd>
        </div>
      ))}
    </dl>
  );
}
