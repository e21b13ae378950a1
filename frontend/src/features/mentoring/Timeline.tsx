import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import classes from './Pair.module.css';
import { type PairFile, timelineOf } from './queries';

const STEP = 30;

/** Who did what, the newest first. */
export default function Timeline({ pair }: { pair: PairFile }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const { data, error, isPending, refetch } = useQuery(timelineOf(pair.id));
  const [limit, setLimit] = useState(STEP);
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return (
    <Panel title={t('pairs.tab.timeline')} hint={t('pairs.timelineHint')}>
      {data.length === 0 && <p className={classes.note}>{t('pairs.timelineNone')}</p>}
      <ol className={classes.timeline}>
        {data.slice(0, limit).map((event) => (
          <li key={`${event.at}/${event.verb}`}>
            <time dateTime={event.at}>{moment(event.at)}</time>
            <span>
              <b>{event.by}</b> {event.verb_label}
              {event.reason && <small>{event.reason}</small>}
            </span>
          </li>
        ))}
      </ol>
      {data.length > limit && (
        <Button variant="light" size="sm" onClick={() => setLimit(limit + STEP)}>
          {t('act.showMore')}
        </Button>
      )}
    </Panel>
  );
}
