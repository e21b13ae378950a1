import { useTranslation } from 'react-i18next';
import classes from './CompileProgress.module.css';

/** How many items have their figures. Spoken when it changes, because the page moves by itself. */
export function CompileProgress({ progress: { done, total } }: { progress: { done: number; total: number } }) {
  const { t } = useTranslation();
  return (
    <div className={classes.progress}>
      <span className={classes.bar} aria-hidden>
        <i style={{ width: `${total ? (done / total) * 100 : 0}%` }} />
      </span>
      <span role="status">{t('summaries.progress', { done, total })}</span>
    </div>
  );
}
