import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Panel';
import classes from './History.module.css';
import type { Summary } from './queries';

type Event = Summary['events'][number];
const SHOWN = 8;

/** A writer saves item after item: one line for each sitting, not for each save. */
function sittings(events: readonly Event[]) {
  const lines: { event: Event; subjects: Set<string> }[] = [];
  for (const event of events.toReversed()) {
    const last = lines.at(-1);
    const sameHand = last?.event.verb === 'edited' && event.verb === 'edited' && last.event.by?.id === event.by?.id;
    if (last && sameHand) last.subjects.add(event.subject ?? '');
    else lines.push({ event, subjects: new Set(event.subject ? [event.subject] : []) });
  }
  return lines;
}

/** What happened to this paper, newest first. */
export function History({ summary }: { summary: Summary }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  if (summary.events.length === 0) return null;
  const titles = new Map(summary.sections.map((section) => [section.code, section.title]));
  const about = (subjects: Set<string>) => {
    const [only, ...others] = [...subjects];
    if (others.length > 0) return t('summaries.aboutMany', { count: subjects.size });
    return only ? t('summaries.about', { what: titles.get(only) ?? only }) : '';
  };
  const rows = sittings(summary.events).map(({ event, subjects }) => (
    <li key={event.id}>
      <time dateTime={event.at}>{moment(event.at)}</time>
      <span>
        {event.by?.name ?? t('summaries.system')} {t(`summaries.event.${event.verb}` as 'summaries.event.edited')}
        {about(subjects)}
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
