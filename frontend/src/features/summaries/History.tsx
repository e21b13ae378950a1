import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Panel';
import classes from './History.module.css';
import type { Summary } from './queries';

/** What happened to this paper, newest first. */
export function History({ summary }: { summary: Summary }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  if (summary.events.length === 0) return null;
  return (
    <Panel title={t('summaries.history')}>
      <ol className={classes.events}>
        {summary.events.toReversed().map((event) => (
          <li key={event.id}>
            <time dateTime={event.at}>{moment(event.at)}</time>
            <span>
              {event.by?.name ?? t('summaries.system')} {event.label}
            </span>
            {event.comment && <q>{event.comment}</q>}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
