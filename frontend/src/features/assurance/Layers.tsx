import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import classes from './Assurance.module.css';
import type { PledgeVersion } from './queries';

/** 层层签订: whom each layer binds, and who signs beside them. */
export function Layers({ version }: { version: PledgeVersion }) {
  const { t } = useTranslation();
  const { list } = useFormat();
  return (
    <ol className={classes.tries} aria-label={t('assurance.forms.layers')}>
      {version.layers.map((one) => (
        <li key={one.number}>
          <b>{one.name}</b>
          <span className={classes.small}>
            {t('assurance.forms.bound', { posts: list(one.post_labels) })}
            {one.countersigner_labels.length > 0 &&
              ` ${t('assurance.forms.besideThem', { posts: list(one.countersigner_labels) })}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
