import { Button } from '@mantine/core';
import { IconHeart, IconPrinter } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { AreaTabs } from '@/shared/recognition/AreaTabs';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { type Recognition, recognitionList } from './queries';
import classes from './Selections.module.css';

/** 评选公布: chosen, and with consent. Everybody in the school reads it, and the parents' committee. */
export function RecognitionsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(recognitionList);
  const rows = data?.pages.flatMap((one) => one.results) ?? [];
  const groups = new Map<string, Recognition[]>();
  for (const row of rows) {
    const of = `${row.title}/${row.edition}/${row.decided_on}`;
    groups.set(of, [...(groups.get(of) ?? []), row]);
  }
  return (
    <div className={classes.page}>
      <PageHeader title={t('recognitions.title')} hint={t('recognitions.hint')}>
        {rows.length > 0 && <ExportButton path="/api/v1/recognitions/export/" count={data?.pages[0]?.count} />}
        {rows.length > 0 && (
          <Button
            variant="default"
            className={classes.screenOnly ?? ''}
            leftSection={<IconPrinter size={18} aria-hidden />}
            onClick={() => window.print()}
          >
            {t('recognitions.print')}
          </Button>
        )}
      </PageHeader>
      <AreaTabs of="recognitions" />
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data && rows.length === 0 && (
        <Empty icon={IconHeart} title={t('recognitions.none')} hint={t('recognitions.noneHint')} />
      )}
      <div className={classes.stack}>
        {[...groups].map(([key, group]) => {
          const [first] = group;
          if (!first) return null;
          return (
            <section key={key} className={classes.honours}>
              <h2>
                {first.edition ? t('selections.ofEdition', { title: first.title, number: first.edition }) : first.title}
              </h2>
              <p className={classes.facts}>
                {first.kind}
                {' · '}
                {format.date(first.decided_on)}
              </p>
              <ul>
                {group.map((row) => (
                  <li key={row.id}>
                    <b>{row.name}</b>
                    <p>{row.deed}</p>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      {hasNextPage && (
        <Button variant="default" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('act.showMore')}
        </Button>
      )}
    </div>
  );
}
