import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { another, kinds, MOST_DUTIES, periods } from './duties';
import classes from './PairForm.module.css';
import type { Duty } from './queries';

interface Props {
  duties: readonly Duty[];
  onChange: (duties: Duty[]) => void;
  /** `duties` and `duties.0`, as the server names them. */
  refused: Record<string, string>;
}

/** So many of a kind in each month or term, at the least. */
export function DutiesEditor({ duties, onChange, refused }: Props) {
  const { t } = useTranslation();
  const put = (at: number, change: Partial<Duty>) =>
    onChange(duties.map((one, place) => (place === at ? { ...one, ...change } : one)));
  const more = another(duties);
  return (
    <fieldset className={classes.duties}>
      <legend>{t('pairForm.duties')}</legend>
      <p className={classes.hint}>{t('pairForm.dutiesHint')}</p>
      {duties.map((duty, at) => {
        const named = t(`pairs.duty.${duty.kind}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a duty has no name of its own while it is written
          <div key={at} className={classes.dutyRow}>
            <NativeSelect
              aria-label={t('pairForm.what')}
              value={duty.kind}
              onChange={({ currentTarget }) => put(at, { kind: currentTarget.value as Duty['kind'] })}
              data={kinds.map((value) => ({ value, label: t(`pairs.dutyLong.${value}`) }))}
            />
            <NativeSelect
              aria-label={t('pairForm.howOften', { what: named })}
              value={duty.period}
              onChange={({ currentTarget }) => put(at, { period: currentTarget.value as Duty['period'] })}
              data={periods.map((value) => ({ value, label: t(`pairForm.periods.${value}`) }))}
            />
            <TextInput
              type="number"
              inputMode="numeric"
              aria-label={t('pairForm.howMany', { what: named })}
              min={1}
              max={60}
              value={duty.at_least === 0 ? '' : duty.at_least}
              onChange={({ currentTarget }) => put(at, { at_least: Number(currentTarget.value) })}
              rightSection={<span className={classes.unit}>{t('pairForm.unit')}</span>}
            />
            <Button
              variant="subtle"
              color="cinnabar"
              aria-label={t('pairForm.dropOf', { what: named })}
              disabled={duties.length === 1}
              onClick={() => onChange(duties.filter((_, place) => place !== at))}
            >
              <IconTrash size={18} aria-hidden />
            </Button>
            {refused[`duties.${at}`] && (
              <p role="alert" className={classes.refusal}>
                {refused[`duties.${at}`]}
              </p>
            )}
          </div>
        );
      })}
      {refused.duties && (
        <p role="alert" className={classes.refusal}>
          {refused.duties}
        </p>
      )}
      {more && duties.length < MOST_DUTIES && (
        <Button
          variant="light"
          size="sm"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => onChange([...duties, more])}
        >
          {t('pairForm.addDuty')}
        </Button>
      )}
    </fieldset>
  );
}
