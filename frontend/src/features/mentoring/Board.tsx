import { NativeSelect } from '@mantine/core';
import { IconCalendarStats } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import MonthTable from '@/shared/pairs/MonthTable';
import { monthsOfTerm } from '@/shared/pairs/months';
import { useMe } from '@/shared/session/me';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import classes from './Board.module.css';
import { termList } from './queries';

const page = getRouteApi('/pairs');

/** Pairs by months, in the order of names. It says what there is, and ranks nobody. */
export default function Board() {
  const { t } = useTranslation();
  const { current_term } = useMe();
  const { term } = page.useSearch();
  const navigate = page.useNavigate();
  const { data: terms } = useQuery(termList);
  const { data: rows, error, isPending, refetch } = useQuery(monthsOfTerm(term));
  return (
    <>
      <div className={classes.tools}>
        {terms && terms.length > 1 && (
          <NativeSelect
            label={t('pairs.board.term')}
            value={term ?? current_term?.id ?? terms[0]?.id ?? ''}
            onChange={({ currentTarget }) =>
              void navigate({ search: { view: 'months', term: currentTarget.value }, replace: true })
            }
            data={terms.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        {rows && (
          <ExportButton
            path="/api/v1/mentor-months/export/"
            filters={term ? { term } : {}}
            count={rows.length}
            label={t('pairs.board.export')}
          />
        )}
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {rows?.length === 0 && (
        <Empty icon={IconCalendarStats} title={t('pairs.board.none')} hint={t('pairs.board.noneHint')} />
      )}
      {rows && rows.length > 0 && (
        <div className={classes.sheet}>
          <MonthTable rows={rows} />
        </div>
      )}
    </>
  );
}
