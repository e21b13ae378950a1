import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Activities.module.css';
import { type Activity, type ActivityFilters, activityList } from './queries';

/** 第三届国防节 */
export function useProgrammeName() {
  const { t } = useTranslation();
  return ({ name, edition }: { name: string; edition: number | null }) =>
    edition ? t('programmes.edition', { name, edition }) : name;
}

/** Activities by month. Which months stand first the server says. */
export function ActivityRows({ filters, empty }: { filters: ActivityFilters; empty: ReactNode }) {
  const { t } = useTranslation();
  const { longMonth } = useFormat();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    activityList(filters),
  );
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  const rows = data.pages.flatMap((one) => one.results);
  if (rows.length === 0) return empty;
  const months = [...new Set(rows.map((row) => row.happened_on.slice(0, 7)))];
  return (
    <>
      {months.map((month) => (
        <section key={month} className={classes.month} aria-labelledby={`month-${month}`}>
          <h2 id={`month-${month}`}>{longMonth(month)}</h2>
          <ul className={classes.list}>
            {rows
              .filter((row) => row.happened_on.startsWith(month))
              .map((row) => (
                <ActivityRow key={row.id} row={row} />
              ))}
          </ul>
        </section>
      ))}
      {hasNextPage && (
        <Button variant="default" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('act.showMore')}
        </Button>
      )}
    </>
  );
}

function ActivityRow({ row }: { row: Activity }) {
  const { t } = useTranslation();
  const format = useFormat();
  const programmeName = useProgrammeName();
  const about = [
    row.kind.name,
    row.unit || row.organiser.name,
    row.programme && programmeName(row.programme),
    row.venue,
    format.list(row.classes.map((one) => one.name)),
  ].filter(Boolean);
  return (
    <li data-off={row.state === 'cancelled' || row.is_voided || undefined}>
      <Link to="/activities/$id" params={{ id: row.id }} className={classes.row}>
        <span className={classes.day}>{format.day(row.happened_on)}</span>
        <span className={classes.what}>
          <b>{row.topic}</b>
          <small>{about.join(' · ')}</small>
        </span>
        <span className={classes.tags}>
          <StateTag row={row} />
          {row.state === 'held' && row.attended > 0 && <Tag>{t('activities.came', { count: row.attended })}</Tag>}
          {row.hours !== null && <Tag>{t('activities.hoursOf', { count: row.hours })}</Tag>}
          {row.is_mine && row.state === 'held' && row.unanswered > 0 && (
            <Tag tone="soon">{t('activities.unanswered', { count: row.unanswered })}</Tag>
          )}
          {row.my_part && <Tag tone="brand">{t(`activities.myPart.${row.my_part.role}`)}</Tag>}
        </span>
      </Link>
    </li>
  );
}

/** Held is what one expects; everything else is said. */
export function StateTag({ row }: { row: Pick<Activity, 'state' | 'state_label' | 'is_voided'> }) {
  const { t } = useTranslation();
  if (row.is_voided) return <Tag tone="trouble">{t('activities.voided')}</Tag>;
  if (row.state === 'held') return null;
  return <Tag tone={row.state === 'planned' ? 'soon' : 'calm'}>{row.state_label}</Tag>;
}
