import { Button } from '@mantine/core';
import { IconFlagFilled, IconFlagOff, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import classes from './Contests.module.css';
import { boardOf } from './queries';
import { nextMonday, useWeekName } from './useWeekName';

const page = getRouteApi('/contests/$id/flags');

/** What is read out on Monday under the flag, large enough for a hall and for paper. */
export function FlagsPage() {
  const { t } = useTranslation();
  const { date } = useFormat();
  const me = useMe();
  const { id } = page.useParams();
  const { data: board, error, isPending, refetch } = useQuery(boardOf(id));
  const name = useWeekName();
  if (isPending) return <PageSkeleton />;
  if (!board) return <Failure error={error} reset={refetch} />;
  return (
    <div className={classes.flagsPage}>
      <div className={classes.controls}>
        <Link to="/contests" search={{ week: id }}>
          {t('contestCheck.back')}
        </Link>
        <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
          {t('contests.print')}
        </Button>
      </div>
      {board.closed_at === null ? (
        <Empty whole icon={IconFlagOff} title={t('contests.notClosed')} hint={t('contests.notClosedHint')} />
      ) : (
        <article className={classes.sheet}>
          <p className={classes.school}>{me.school.name}</p>
          <h1>{t('contests.flagTitle')}</h1>
          <p className={classes.sheetWeek}>
            {t('contests.flagWeek')}
            <br />
            {name(board)}
          </p>
          <ul>
            {board.flags.map(({ grade_name, school_class }) => (
              <li key={school_class.id}>
                <span>{grade_name}</span>
                <b>
                  <IconFlagFilled size={36} aria-hidden />
                  {school_class.name}
                </b>
              </li>
            ))}
          </ul>
          {board.flags.length === 0 && <p>{t('contests.noFlags')}</p>}
          <p className={classes.handed}>
            {t('contests.handed', { date: date(board.announced_on ?? nextMonday(board.monday)) })}
          </p>
        </article>
      )}
    </div>
  );
}
