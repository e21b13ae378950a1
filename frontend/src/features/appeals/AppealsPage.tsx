import { Button } from '@mantine/core';
import { IconMessageCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/shared/session/me';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { AppealRow } from './AppealRow';
import classes from './Appeals.module.css';
import { appealsQuery, states } from './queries';

const page = getRouteApi('/appeals');

/** 积分复核: a family asks that one entry be looked at again. Answered by the class, decided by the office. */
export function AppealsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { state: asked } = page.useSearch();
  const navigate = page.useNavigate();
  // Whoever only decides begins with what is ready for it.
  const first = can('APPEAL_RAISE') ? 'open' : 'answered';
  const state = states.find((one) => one === asked) ?? first;
  const {
    data: pages,
    error,
    isPending,
    refetch,
    hasNextPage,
    fetchNextPage,
    isFetchingNextPage,
  } = useInfiniteQuery(appealsQuery(state));
  const rows = pages?.pages.flatMap((one) => one.results) ?? [];
  return (
    <>
      <PageHeader title={t('appeals.title')} hint={t('appeals.hint')}>
        <ExportButton path="/api/v1/point-appeals/export/" filters={{ state }} count={pages?.pages[0]?.count} />
      </PageHeader>
      <Tabs
        label={t('appeals.states')}
        value={state}
        options={states.map((value) => ({ value, label: t(`appeals.state.${value}`) }))}
        onChange={(next) => void navigate({ search: { state: next }, replace: true })}
      />
      <div className={classes.page}>
        {isPending && <PageSkeleton />}
        {!isPending && !pages && <Failure error={error} reset={refetch} />}
        {pages && rows.length === 0 && (
          <Empty icon={IconMessageCheck} title={t(`appeals.none.${state}`)} hint={t(`appeals.noneHint.${state}`)} />
        )}
        {rows.length > 0 && (
          <>
            <p className={classes.count} role="status">
              {t('appeals.count', { count: pages?.pages[0]?.count ?? 0 })}
            </p>
            <ul className={classes.rows}>
              {rows.map((row) => (
                <AppealRow key={row.id} row={row} />
              ))}
            </ul>
          </>
        )}
        {hasNextPage && (
          <Button variant="light" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('act.showMore')}
          </Button>
        )}
      </div>
    </>
  );
}
