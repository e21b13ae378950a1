import { Alert, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Panel';
import { actions, type Report, type RowAction } from './queries';
import classes from './Report.module.css';
import { ReportRows } from './ReportRows';

/** What the file would do, before it does anything. */
export function ReportView({
  report,
  busy,
  onConfirm,
  onCancel,
}: {
  report: Report;
  busy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const { number, list, moment } = useFormat();
  const { counts } = report;
  const [shown, setShown] = useState<RowAction | 'namesake' | undefined>(counts.conflict > 0 ? 'conflict' : undefined);
  const namesakes = report.rows.filter((row) => row.namesake).length;
  const nothing = counts.create + counts.update === 0;
  const total = actions.reduce((sum, action) => sum + counts[action], 0);
  return (
    <Panel title={t('roster.report', { file: report.file_name })} hint={t('roster.reportHint', { total })}>
      {/* biome-ignore lint/a11y/useSemanticElements: a set of filters, not of form fields */}
      <div className={classes.counts} role="group" aria-label={t('roster.filter')}>
        <button type="button" aria-pressed={shown === undefined} onClick={() => setShown(undefined)}>
          <b>{number(total)}</b> {t('roster.all')}
        </button>
        {actions.map((action) => (
          <button
            key={action}
            type="button"
            data-action={action}
            aria-pressed={shown === action}
            onClick={() => setShown(action)}
          >
            <b>{number(counts[action])}</b> {t(`roster.action.${action}`)}
          </button>
        ))}
        {namesakes > 0 && (
          <button type="button" aria-pressed={shown === 'namesake'} onClick={() => setShown('namesake')}>
            <b>{number(namesakes)}</b> {t('roster.namesake')}
          </button>
        )}
      </div>
      {report.imported_at && (
        <Alert color="amber" mb="md" title={t('roster.importedBefore', { time: moment(report.imported_at) })}>
          {t('roster.importedBeforeHint')}
        </Alert>
      )}
      {namesakes > 0 && (
        <Alert color="amber" mb="md" title={t('roster.namesakes', { count: namesakes })}>
          {t('roster.namesakesHint')}
        </Alert>
      )}
      {report.ignored_columns.length > 0 && (
        <p className={classes.none}>{t('roster.ignored', { columns: list(report.ignored_columns) })}</p>
      )}
      {report.new_classes.length > 0 && (
        <Alert color="amber" mb="md" title={t('roster.newClasses', { count: report.new_classes.length })}>
          {list(report.new_classes)}
        </Alert>
      )}
      <ReportRows
        key={shown ?? 'all'}
        rows={report.rows.filter((row) => !shown || (shown === 'namesake' ? row.namesake : row.action === shown))}
      />
      <p className={classes.verdict} role="status">
        {counts.conflict > 0
          ? t('roster.fixFirst', { count: counts.conflict })
          : nothing
            ? t('roster.nothing')
            : t('roster.ready')}
      </p>
      <Group gap="sm">
        <Button disabled={counts.conflict > 0 || nothing} loading={busy} onClick={onConfirm}>
          {t('roster.confirm', { created: counts.create, updated: counts.update })}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('roster.cancel')}
        </Button>
      </Group>
    </Panel>
  );
}
