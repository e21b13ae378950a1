import { Button, Skeleton, Stack, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { amountOf } from '@/shared/charts/figureValue';
import { type FigureScope, queryOf } from '@/shared/charts/scope';
import { useFormat } from '@/shared/i18n/format';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Empty, Failure, Forbidden } from '@/shared/ui/states';
import classes from './Figure.module.css';
import { type Figure, recordsOf } from './queries';
import { RecordRow } from './RecordRow';

/** The records a figure counts, page by page, with their number said out loud so that it can be checked. */
export function Records({
  figure,
  scope,
  side,
  cell,
}: {
  figure: Figure;
  scope: FigureScope;
  side: 'part' | 'whole' | undefined;
  cell: string | undefined;
}) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...recordsOf(figure.code, scope, side, cell),
    enabled: figure.can_open,
  });
  if (!figure.can_open) return <Forbidden />;
  if (isPending)
    return (
      <Stack aria-busy="true" mt="lg">
        <Skeleton h={28} w="30%" />
        <Skeleton h={240} />
      </Stack>
    );
  if (error) return <Failure error={error} reset={refetch} />;

  const rows = data.pages.flatMap((one) => one.results);
  const count = data.pages[0]?.count ?? 0;
  const sum = rows.reduce((total, row) => total + (amountOf(row.amount) ?? 0), 0);
  return (
    <section aria-labelledby="records" className={classes.records}>
      <div className={classes.recordsHead}>
        <Title order={2} fz="lg" id="records">
          {t('figures.records', { count, shown: number(count) })}
        </Title>
        {figure.can_export && (
          <ExportButton
            path="/api/v1/figures/{code}/records/export/"
            code={figure.code}
            filters={{ ...queryOf(scope), ...(side && { side }), ...(cell !== undefined && { key: cell }) }}
            count={count}
          />
        )}
      </div>
      {figure.kind === 'total' && !hasNextPage && (
        <p className={classes.sum}>{t('figures.sum', { sum: number(sum), unit: figure.unit_label })}</p>
      )}
      {rows.length === 0 ? (
        <Empty title={t('figures.empty')} hint={t('figures.emptyHint')} />
      ) : (
        <ul className={classes.list}>
          {rows.map((row) => (
            <RecordRow key={`${row.type} ${row.id}`} row={row} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <div className={classes.more}>
          <span role="status">{t('figures.shownOf', { shown: rows.length, all: count })}</span>
          <Button variant="light" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {t('figures.more')}
          </Button>
        </div>
      )}
    </section>
  );
}
