import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kindsQuery } from '@/shared/care/kinds';
import { useCan, useMe } from '@/shared/session/me';
import { ExportButton } from '@/shared/ui/ExportButton';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { CircumstanceRow } from './CircumstanceRow';
import classes from './Circumstances.module.css';
import { circumstances } from './queries';
import { RegisterDialog } from './RegisterDialog';

/** The children the school looks after with special care, shown only to those who may know. */
export function CircumstancesPage() {
  const { t } = useTranslation();
  const { today } = useMe();
  const can = useCan();
  const [category, setCategory] = useState('');
  const [state, setState] = useState<'current' | 'all'>('current');
  const [adding, setAdding] = useState(false);
  const { data: kinds } = useQuery(kindsQuery);
  const {
    data: pages,
    error,
    isPending,
    refetch,
    hasNextPage,
    fetchNextPage,
    isFetchingNextPage,
  } = useInfiniteQuery({
    ...circumstances(category || undefined, state === 'current' ? today : undefined),
    placeholderData: (previous) => previous,
  });
  const add = can('CIRCUMSTANCE_REGISTER') && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('circumstances.add')}
    </Button>
  );
  const rows = pages?.pages.flatMap((page) => page.results) ?? [];
  return (
    <>
      <PageHeader title={t('circumstances.title')} hint={t('circumstances.hint')}>
        {add}
        {pages && (
          <ExportButton
            path="/api/v1/circumstances/export/"
            filters={{ ...(category ? { category } : {}), ...(state === 'current' ? { on: today } : {}) }}
            count={pages.pages[0]?.count}
          />
        )}
      </PageHeader>
      <div className={classes.filters}>
        <NativeSelect
          label={t('circumstances.category')}
          size="sm"
          value={category}
          onChange={({ currentTarget }) => setCategory(currentTarget.value)}
          data={[
            { value: '', label: t('circumstances.allCategories') },
            ...(kinds?.results ?? []).map((kind) => ({ value: kind.code, label: kind.name })),
          ]}
        />
        <SegmentedControl
          size="sm"
          aria-label={t('circumstances.state')}
          value={state}
          onChange={(value) => setState(value as typeof state)}
          data={[
            { value: 'current', label: t('circumstances.current') },
            { value: 'all', label: t('circumstances.all') },
          ]}
        />
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !pages && <Failure error={error} reset={refetch} />}
      {pages && rows.length === 0 && (
        <Empty
          icon={IconUsersGroup}
          title={t('circumstances.empty')}
          hint={t('circumstances.emptyHint')}
          action={add}
        />
      )}
      {rows.length > 0 && (
        <>
          <p className={rowClasses.count} role="status">
            {t('circumstances.count', { count: pages?.pages[0]?.count ?? 0 })}
          </p>
          <ul className={`${rowClasses.rows} ${rowClasses.card}`}>
            {rows.map((row) => (
              <CircumstanceRow key={row.id} row={row} today={today} />
            ))}
          </ul>
        </>
      )}
      {hasNextPage && (
        <Button variant="light" mt="sm" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t('circumstances.more')}
        </Button>
      )}
      <RegisterDialog opened={adding} onClose={() => setAdding(false)} today={today} />
    </>
  );
}
