import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Panel';
import classes from './History.module.css';
import type { Summary } from './queries';

const SHOWN = 12;

/** What happened to this paper, newest first. */
export function History({ summary }: { summary: Summary }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  if (summary.events.length === 0) return null;
  const titles = new Map(summary.sections.map((section) => [section.code, section.title]));
  const rows = summary.events.toReversed().map((event) => (
    <li key={event.id}>
      <time dateTime={event.at}>{moment(event.at)}</time>
      <span>
        {event.by?.name ?? t('summaries.system')} {t(`summaries.event.${event.verb}` as 'summaries.event.edited')}
        {event.subject && t('summaries.about', { what: titles.get(event.subject) ?? event.subject })}
      </span>
      {/* A publication's comment is its hash: the paper itself shows that. */}
      {event.comment && event.verb !== 'published' && <q>{event.comment}</q>}
    </li>
  ));
  return (
    <Panel title={t('summaries.history')}>
      <ol className={classes.events}>{rows.slice(0, SHOWN)}</ol>
      {rows.length > SHOWN && (
        <details className={classes.older}>
          <summary>{t('summaries.older', { count: rows.length - SHOWN })}</summary>
          <ol className={classes.events}>{rows.slice(SHOWN)}</ol>
        </details>
      )}
    </Panel>
  );
}
