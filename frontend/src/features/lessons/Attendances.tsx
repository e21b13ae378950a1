import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { lessonsTouched, recordsTouched } from '@/shared/lessons/lists';
import { notifyProblem } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Lesson.module.css';
import { type Attendance, type Booking, bookingsOf, confirmAttendance, type LessonDetail } from './queries';

interface Came {
  observer: Attendance['observer'];
  said?: Attendance | undefined;
}

/** Whoever said so, and whoever had a seat and said nothing yet. */
function everybody(attendances: readonly Attendance[], bookings: readonly Booking[]): Came[] {
  const said: Came[] = attendances.map((one) => ({ observer: one.observer, said: one }));
  const known = new Set(said.map((one) => one.observer.id));
  const seated = bookings.filter((one) => one.state === 'seated' && !known.has(one.guest.id));
  return [...said, ...seated.map((one) => ({ observer: one.guest }))];
}

/** After the lesson its teacher says who was there, one tap each. */
export function Attendances({ lesson }: { lesson: LessonDetail }) {
  const { t } = useTranslation();
  const { data: bookings, error, isPending, refetch } = useQuery(bookingsOf(lesson.id));
  const rows = bookings && everybody(lesson.attendances, bookings);
  const open = (rows ?? []).filter(({ said }) => !said?.host_said_at && !said?.host_denied_at).length;
  return (
    <Panel
      title={t('lessons.came')}
      hint={t('lessons.cameHint')}
      aside={open > 0 ? <Tag tone="soon">{t('lessons.cameOpen', { count: open })}</Tag> : undefined}
    >
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {rows?.length === 0 && <p className={classes.quiet}>{t('lessons.nobodyCame')}</p>}
      <ul className={classes.people}>
        {rows?.map((row) => (
          <AttendanceRow key={row.observer.id} lesson={lesson.id} row={row} />
        ))}
      </ul>
    </Panel>
  );
}

function AttendanceRow({ lesson, row }: { lesson: string; row: Came }) {
  const { t } = useTranslation();
  const { id, name } = row.observer;
  const say = useWrite(confirmAttendance, [...lessonsTouched, ...recordsTouched]);
  const put = (was_there: boolean) => say.mutate({ id: lesson, observer: id, was_there }, { onError: notifyProblem });
  return (
    <li>
      <div className={classes.person}>
        <b>{name}</b>
        <small>{t(row.said?.observer_said_at ? 'lessons.saidCame' : 'lessons.saidNothing')}</small>
      </div>
      {row.said?.host_said_at && (
        <span className={classes.done}>
          <IconCheck size={18} aria-hidden />
          {t('lessons.confirmed')}
        </span>
      )}
      {row.said?.host_denied_at && <Tag tone="trouble">{t('lessons.denied')}</Tag>}
      <div className={classes.acts}>
        {!row.said?.host_said_at && (
          <Button
            size="sm"
            variant={row.said?.host_denied_at ? 'subtle' : 'filled'}
            loading={say.isPending}
            aria-label={t('lessons.cameOf', { name })}
            onClick={() => put(true)}
          >
            {t('lessons.cameYes')}
          </Button>
        )}
        {!row.said?.host_denied_at && (
          <Button
            size="sm"
            variant={row.said?.host_said_at ? 'subtle' : 'default'}
            disabled={say.isPending}
            aria-label={t('lessons.cameNotOf', { name })}
            onClick={() => put(false)}
          >
            {t('lessons.cameNo')}
          </Button>
        )}
      </div>
    </li>
  );
}
