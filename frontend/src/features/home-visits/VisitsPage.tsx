import { Button, NativeSelect } from '@mantine/core';
import { IconHomeHeart, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { classesQuery } from '@/shared/api/lists';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { type VisitFilters, visitsQuery } from './queries';
import { VisitRow } from './VisitRow';
import classes from './VisitsPage.module.css';

const page = getRouteApi('/visits');

export function VisitsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { of = can('VISIT_RECORD') ? 'mine' : 'all', school_class, student } = page.useSearch();
  const navigate = page.useNavigate();
  const filters: VisitFilters = {
    ...(of === 'mine' && !student ? { mine: true } : {}),
    ...(school_class ? { school_class } : {}),
    ...(student ? { student } : {}),
  };
  const schoolClasses = useQuery({ ...classesQuery, enabled: can('FIGURE_READ_SCHOOL') });
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    visitsQuery(filters),
  );
  const rows = data?.pages.flatMap((p) => p.results) ?? [];
  const count = data?.pages[0]?.count ?? 0;

  return (
    <div className={classes.page}>
      <PageHeader title={t('visits.title')} hint={data ? t('visits.count', { count }) : undefined}>
        {can('VISIT_RECORD') && (
          <ButtonLink
            to="/visits/new"
            search={student ? { student } : {}}
            leftSection={<IconPlus size={18} aria-hidden />}
          >
            {t('today.record')}
          </ButtonLink>
        )}
        {data && <ExportButton path="/api/v1/home-visits/export/" filters={{ ...filters }} count={count} />}
      </PageHeader>
      <div className={classes.filters}>
        {can('VISIT_RECORD') && !student && (
          <Tabs
            label={t('visits.title')}
            value={of}
            onChange={(value) => void navigate({ search: (s) => ({ ...s, of: value }), replace: true })}
            options={[
              { value: 'mine', label: t('visits.mine') },
              { value: 'all', label: t('visits.all') },
            ]}
          />
        )}
        {!!schoolClasses.data?.length && !student && (
          <NativeSelect
            aria-label={t('visits.filterClass')}
            value={school_class ?? ''}
            onChange={(event) => {
              const chosen = event.currentTarget.value || undefined;
              void navigate({ search: (s) => ({ ...s, school_class: chosen }), replace: true });
            }}
            data={[
              { value: '', label: t('visits.everyClass') },
              ...schoolClasses.data.map((c) => ({ value: c.id, label: c.name })),
            ]}
          />
        )}
        {student && (
          <ButtonLink to="/visits" variant="subtle" size="sm">
            {t('act.clear')}
          </ButtonLink>
        )}
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data && rows.length === 0 && (
        <Empty icon={IconHomeHeart} title={t('visits.empty')} hint={t('visits.emptyHint')} />
      )}
      {rows.length > 0 && (
        <ul className={classes.list}>
          {rows.map((visit) => (
            <VisitRow key={visit.id} visit={visit} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
          className={classes.moreButton}
        >
          {t('act.showMore')}
        </Button>
      )}
    </div>
  );
}
