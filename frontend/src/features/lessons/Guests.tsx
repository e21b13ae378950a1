import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleagues } from '@/shared/api/lists';
import { useWrite } from '@/shared/api/useWrite';
import { lessonsTouched } from '@/shared/lessons/lists';
import { useCan } from '@/shared/session/me';
import { notify, notifyProblem, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag, type Tone } from '@/shared/ui/Tag';
import classes from './Lesson.module.css';
import { answerAsker, type Booking, book, bookingsOf, type Lesson, withdraw } from './queries';

const tones: Record<string, Tone> = { seated: 'brand', waiting: 'soon', asked: 'soon' };
const order = ['asked', 'seated', 'waiting'];

/** For the teacher of the lesson and the office: who comes, who waits, who asks. */
export function Guests({ lesson }: { lesson: Lesson }) {
  const { t } = useTranslation();
  const can = useCan();
  const { data: bookings, error, isPending, refetch } = useQuery(bookingsOf(lesson.id));
  const live = (bookings ?? [])
    .filter((one) => order.includes(one.state))
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.number - b.number);
  const hint = lesson.seats
    ? t('lessons.guestsHint', { seated: lesson.seated, seats: lesson.seats })
    : t('lessons.guestsNoSeats');
  return (
    <Panel title={t('lessons.guests')} hint={hint}>
      {isPending && <PageSkeleton />}
      {!isPending && !bookings && <Failure error={error} reset={refetch} />}
      {bookings && live.length === 0 && <p className={classes.quiet}>{t('lessons.nobody')}</p>}
      <ul className={classes.people}>
        {live.map((one) => (
          <GuestRow key={one.id} booking={one} />
        ))}
      </ul>
      {can('LESSON_KEEP') && <BookFor lesson={lesson} taken={live.map((one) => one.guest.id)} />}
    </Panel>
  );
}

function GuestRow({ booking }: { booking: Booking }) {
  const { t } = useTranslation();
  const [declining, setDeclining] = useState(false);
  const { name } = booking.guest;
  const answer = useWrite(answerAsker, lessonsTouched, (given) => {
    notify(t(given.state === 'declined' ? 'lessons.declined' : 'lessons.accepted', { name }));
    setDeclining(false);
  });
  const leave = useWrite(withdraw, lessonsTouched, () => notify(t('lessons.withdrawn')));
  const mine = (ability: string) => booking.abilities.includes(ability);
  return (
    <li>
      <div className={classes.person}>
        <b>{name}</b>{' '}
        <Tag tone={tones[booking.state] ?? 'calm'}>
          {t(`lessons.state.${booking.state as 'seated'}`, { count: booking.place_in_line ?? 0 })}
        </Tag>
        {booking.note && <small>{booking.note}</small>}
      </div>
      {booking.state === 'asked' && mine('answer') && (
        <div className={classes.acts}>
          <Button
            size="sm"
            loading={answer.isPending && !declining}
            aria-label={t('lessons.acceptOf', { name })}
            onClick={() => answer.mutate({ id: booking.id, accepts: true }, { onError: notifyProblem })}
          >
            {t('lessons.accept')}
          </Button>
          <Button
            size="sm"
            variant="default"
            aria-label={t('lessons.declineOf', { name })}
            onClick={() => setDeclining(true)}
          >
            {t('lessons.decline')}
          </Button>
        </div>
      )}
      {booking.state !== 'asked' && mine('withdraw') && (
        <Button
          size="sm"
          variant="subtle"
          loading={leave.isPending}
          aria-label={t('lessons.removeOf', { name })}
          onClick={() => leave.mutate(booking.id, { onError: notifyProblem })}
        >
          {t('lessons.remove')}
        </Button>
      )}
      <ReasonDialog
        opened={declining}
        onClose={() => setDeclining(false)}
        title={t('lessons.declineTitle', { name })}
        label={t('lessons.declineReason')}
        confirm={t('lessons.decline')}
        busy={answer.isPending}
        error={answer.error}
        onConfirm={(words) => answer.mutate({ id: booking.id, accepts: false, answer: words })}
      />
    </li>
  );
}

/** The office books for a colleague, through the same door and the same line. */
function BookFor({ lesson, taken }: { lesson: Lesson; taken: readonly string[] }) {
  const { t } = useTranslation();
  const staff = useQuery(colleagues);
  const [guest, setGuest] = useState<string | null>(null);
  const add = useWrite(
    (who: string, key) => book({ lesson: lesson.id, guest: who }, key),
    lessonsTouched,
    (made) => {
      notify(t(`lessons.bookedFor.${made.state as 'seated'}`, { name: made.guest.name }));
      setGuest(null);
    },
  );
  const choices = (staff.data?.value ?? []).filter((one) => one.id !== lesson.host?.id && !taken.includes(one.id));
  return (
    <div className={classes.bookFor}>
      <Select
        label={t('lessons.bookForWhom')}
        placeholder={t('visit.pickCompanions')}
        searchable
        limit={50}
        data={choices.map((one) => ({ value: one.id, label: one.name }))}
        value={guest}
        onChange={setGuest}
        error={add.error ? problemText(add.error) : undefined}
      />
      <Button variant="light" disabled={!guest} loading={add.isPending} onClick={() => guest && add.mutate(guest)}>
        {t('lessons.bookForGo')}
      </Button>
    </div>
  );
}
