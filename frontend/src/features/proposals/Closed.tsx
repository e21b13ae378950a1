import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import { ProposalRow } from './ProposalRow';
import classes from './Proposals.module.css';
import { proposalsQuery } from './queries';

const STEP = 30;

/** What became of the proposals, the latest first. */
export function Closed() {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(STEP);
  const { data, error, isPending, refetch } = useQuery(proposalsQuery('closed'));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  if (data.length === 0) return <Empty title={t('proposals.noneClosed')} hint={t('proposals.noneClosedHint')} />;
  return (
    <>
      <p className={rowClasses.count}>{t('proposals.count', { count: data.length })}</p>
      <ul className={`${rowClasses.rows} ${rowClasses.card} ${classes.card}`}>
        {data.slice(0, limit).map((row) => (
          <ProposalRow key={row.id} row={row} />
        ))}
      </ul>
      {data.length > limit && (
        <Button variant="light" mt="sm" onClick={() => setLimit(limit + STEP)}>
          {t('act.showMore')}
        </Button>
      )}
    </>
  );
}
