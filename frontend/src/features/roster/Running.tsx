import { useTranslation } from 'react-i18next';
import { Panel } from '@/shared/ui/Panel';
import { isRunning, type RosterImport } from './queries';
import classes from './Running.module.css';

const steps = ['waiting', 'reading', 'writing'] as const;

/** What is on its way into the books. It goes on when this page is left, and is found here again. */
export function Running({ imports }: { imports: readonly RosterImport[] }) {
  const { t } = useTranslation();
  return imports.filter(isRunning).map((one) => (
    <Panel key={one.id} title={t('roster.running', { file: one.file_name })} hint={t('roster.runningHint')}>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={step} aria-current={one.state === step ? 'step' : undefined}>
            {t(`roster.state.${step}`)}
          </li>
        ))}
      </ol>
      <p className={classes.said} role="status">
        {one.state === 'writing'
          ? t('roster.progress.writing', { rows: one.rows })
          : t('roster.progress.reading', { rows: one.rows, read: one.rows_read })}
      </p>
    </Panel>
  ));
}
