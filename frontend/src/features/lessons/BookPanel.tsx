import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { lessonsTouched } from '@/shared/lessons/lists';
import { useCan } from '@/shared/session/me';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import classes from './Lesson.module.css';
import { book, bookingsOf, type Lesson, withdraw } from './queries';

/** A seat, a place in the line, or a question to the teacher; and the way back. */
export function BookPanel({ lesson }: { lesson: Lesson }) {
  const { t } = useTranslation();
  const can = useCan();
  const { my_booking: booking, booking_gives: gives } = lesson;
  if (!booking && !(gives && can('LESSON_OBSERVE'))) return null;
  return (
    <Panel title={t('lessons.seat')}>
      {booking ? <Booked lesson={lesson} booking={booking} /> : gives && <Bookable lesson={lesson} gives={gives} />}
    </Panel>
  );
}

function Bookable({ lesson, gives }: { lesson: Lesson; gives: 'seated' | 'waiting' | 'asked' }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const take = useWrite(
    (_: undefined, key) => book({ lesson: lesson.id }, key),
    lessonsTouched,
    (made) => notify(t(`lessons.now.${made.state as 'seated'}`, { topic: lesson.topic })),
  );
  return (
    <>
      <p className={classes.lead} data-seats>
        {gives === 'seated' && t('lessons.seatsLeft', { count: lesson.seats - lesson.seated, seats: lesson.seats })}
        {gives === 'waiting' && t('lessons.seatsFull', { seats: lesson.seats, count: lesson.waiting })}
        {gives === 'asked' && t('lessons.seatsNone')}
      </p>
      {lesson.has_clash && (
        <p className={classes.warning} role="status">
          {t('lessons.clash')}
        </p>
      )}
      {take.error && (
        <p role="alert" className={classes.refusal}>
          {problemText(take.error)}
        </p>
      )}
      <Button
        loading={take.isPending}
        onClick={() => (gives === 'asked' ? setAsking(true) : take.mutate(undefined))}
        disabled={lesson.has_clash}
      >
        {t(`lessons.book.${gives}`)}
      </Button>
      <FormDialog opened={asking} onClose={() => setAsking(false)} title={t('lessons.book.asked')}>
        <Ask lesson={lesson} onClose={() => setAsking(false)} />
      </FormDialog>
    </>
  );
}

/** The teacher offers no seats: a word says why one would like to come. */
function Ask({ lesson, onClose }: { lesson: Lesson; onClose: () => void }) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const ask = useWrite(
    (_: undefined, key) => book({ lesson: lesson.id, ...(note.trim() ? { note: note.trim() } : {}) }, key),
    lessonsTouched,
    () => {
      notify(t('lessons.now.asked', { topic: lesson.topic }));
      onClose();
    },
  );
  return (
    <FormBody
      confirm={t('lessons.book.asked')}
      busy={ask.isPending}
      error={ask.error}
      onSubmit={() => ask.mutate(undefined)}
      onClose={onClose}
      fields={['note']}
    >
      <Textarea
        data-autofocus
        label={t('lessons.askNote', { name: lesson.host_name })}
        description={t('lessons.askNoteHint')}
        autosize
        minRows={2}
        maxLength={200}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
        error={refusals(ask.error).note}
      />
    </FormBody>
  );
}

function Booked({ lesson, booking }: { lesson: Lesson; booking: NonNullable<Lesson['my_booking']> }) {
  const { t } = useTranslation();
  const [leaving, setLeaving] = useState(false);
  // The row of a list says no place in the line.
  const { data: bookings } = useQuery(bookingsOf(lesson.id));
  const whole = bookings?.find((one) => one.id === booking.id);
  const leave = useWrite(withdraw, lessonsTouched, () => {
    notify(t('lessons.withdrawn'));
    setLeaving(false);
  });
  return (
    <>
      <p className={classes.lead} data-seats>
        <b>{t(`lessons.my.${booking.state as 'seated'}`)}</b>
        <small>
          {whole?.place_in_line
            ? t('lessons.placeInLine', { count: whole.place_in_line })
            : t(`lessons.myHint.${booking.state as 'seated'}`)}
        </small>
      </p>
      {whole?.abilities.includes('withdraw') && (
        <Button variant="default" onClick={() => setLeaving(true)}>
          {t('lessons.withdraw')}
        </Button>
      )}
      <ConfirmDialog
        opened={leaving}
        onClose={() => setLeaving(false)}
        title={t('lessons.withdrawTitle', { topic: lesson.topic })}
        confirm={t('lessons.withdraw')}
        busy={leave.isPending}
        error={leave.error}
        onConfirm={() => leave.mutate(booking.id)}
      >
        {t('lessons.withdrawHint')}
      </ConfirmDialog>
    </>
  );
}
