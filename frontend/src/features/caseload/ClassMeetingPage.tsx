import { Button, Textarea, TextInput } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { schoolToday, useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import classes from './ClassMeeting.module.css';
import { type ClassStanding, classStandings } from './queries';

const page = getRouteApi('/class-meeting');

/** One sheet of A4 for the meeting of homeroom teachers: numbers by class, no child and no category. */
export function ClassMeetingPage() {
  const { t } = useTranslation();
  const { as_of } = page.useSearch();
  const navigate = page.useNavigate();
  const { data: rows, error, isPending, refetch } = useQuery(classStandings(as_of));
  const [asks, setAsks] = useState('');
  return (
    <div className={classes.page}>
      <div className={classes.controls}>
        <Link to="/caseload">{t('classMeeting.back')}</Link>
        <TextInput
          type="date"
          label={t('classMeeting.asOf')}
          value={as_of ?? schoolToday()}
          onChange={(event) =>
            void navigate({ search: { as_of: event.currentTarget.value || undefined }, replace: true })
          }
        />
        <Textarea
          autosize
          minRows={2}
          maxRows={4}
          maxLength={200}
          label={t('classMeeting.asks')}
          description={t('classMeeting.asksHint')}
          value={asks}
          onChange={(event) => setAsks(event.currentTarget.value)}
        />
        <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
          {t('classMeeting.print')}
        </Button>
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {rows?.length === 0 && <Empty title={t('classMeeting.empty')} hint={t('classMeeting.emptyHint')} />}
      {rows && rows.length > 0 && <Sheet rows={rows} asOf={as_of ?? schoolToday()} asks={asks.trim()} />}
    </div>
  );
}

function Sheet({ rows, asOf, asks }: { rows: ClassStanding[]; asOf: string; asks: string }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const me = useMe();
  const sum = (key: 'owed' | 'settled' | 'exempt' | 'overdue') => rows.reduce((all, row) => all + row[key], 0);
  // The week and the term are today's: an earlier day is named by its date alone.
  const isToday = asOf === schoolToday();
  const term = isToday ? me.current_term : null;
  return (
    <article className={classes.sheet}>
      <header>
        <h1>{t('classMeeting.title')}</h1>
        <p>
          {[
            me.school.name,
            term?.name,
            term?.week ? t('me.week', { week: term.week }) : undefined,
            t('classMeeting.until', { date: date(asOf) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('classMeeting.class')}</th>
            <th scope="col" data-wide>
              {t('classMeeting.homeroom')}
            </th>
            <th scope="col">{t('classMeeting.owed')}</th>
            <th scope="col">{t('classMeeting.settled')}</th>
            <th scope="col">{t('classMeeting.exempt')}</th>
            <th scope="col">{t('classMeeting.overdue')}</th>
            <th scope="col" data-wide>
              {t('classMeeting.next')}
            </th>
            <th scope="col">{t('classMeeting.ask')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ClassRow key={row.school_class.id} row={row} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('classMeeting.all')}</th>
            <td data-wide />
            <td>{sum('owed')}</td>
            <td>{sum('settled')}</td>
            <td>{sum('exempt')}</td>
            <td>{sum('overdue')}</td>
            <td data-wide />
            <td />
          </tr>
        </tfoot>
      </table>
      {asks && (
        <p className={classes.asks}>
          <b>{t('classMeeting.asks')}</b>
          {asks}
        </p>
      )}
      <footer>{t('classMeeting.foot')}</footer>
    </article>
  );
}

function ClassRow({ row }: { row: ClassStanding }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const asked = [
    row.overdue > 0 ? t('classMeeting.askOverdue', { count: row.overdue }) : undefined,
    row.next_due_on ? t('classMeeting.askDue', { count: row.due_by_then, date: day(row.next_due_on) }) : undefined,
  ].filter(Boolean);
  return (
    <tr>
      <th scope="row">{row.school_class.name}</th>
      <td data-wide>{row.homeroom_teacher?.name ?? '—'}</td>
      <td>{row.owed}</td>
      <td>{row.settled}</td>
      <td>{row.exempt}</td>
      <td data-overdue={row.overdue > 0 || undefined}>{row.overdue}</td>
      <td data-wide>{row.next_due_on ? day(row.next_due_on) : '—'}</td>
      <td className={classes.ask}>
        {asked.length > 0
          ? asked.join(t('classMeeting.and'))
          : t(row.owed ? 'classMeeting.done' : 'classMeeting.noneOwed')}
      </td>
    </tr>
  );
}
