import { IconDoorEnter, IconMapPin, IconNotebook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { daysUntil, schoolToday, useFormat } from '@/shared/i18n/format';
import { type Lesson, lessonsNearby } from '@/shared/lessons/lists';
import { useLessonWords } from '@/shared/lessons/useLessonWords';
import { Panel } from '@/shared/ui/Panel';
import { Failure, OfflineNote, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Observe.module.css';

const BACK = -7;

/** Today's lessons first, those of the last days below, and two doors for what stands in no plan. */
export function PickLesson() {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(lessonsNearby);
  const today = schoolToday();
  const mine = (data?.value ?? []).filter((one) => !one.is_mine && !one.is_cancelled && !one.is_out_of_school);
  const now = mine.filter((one) => one.taught_on === today).toSorted((a, b) => a.period - b.period);
  const earlier = mine
    .filter((one) => one.taught_on < today && daysUntil(one.taught_on) >= BACK)
    .toSorted((a, b) => b.taught_on.localeCompare(a.taught_on) || b.period - a.period);
  return (
    <div className={classes.page}>
      <PageHeader title={t('observe.title')} hint={t('observe.pickHint')} />
      <OfflineNote keptAt={data?.keptAt} />
      <div className={classes.doors}>
        <Link to="/observe" search={{ fresh: 'drop-in' }} className={classes.door}>
          <IconDoorEnter size={26} stroke={1.6} aria-hidden />
          <span>
            {t('observe.dropIn')}
            <small>{t('observe.dropInHint')}</small>
          </span>
        </Link>
        <Link to="/observe" search={{ fresh: 'elsewhere' }} className={classes.door}>
          <IconMapPin size={26} stroke={1.6} aria-hidden />
          <span>
            {t('observe.elsewhere')}
            <small>{t('observe.elsewhereHint')}</small>
          </span>
        </Link>
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data && (
        <div className={classes.stack}>
          <Panel title={t('observe.todays')}>
            {now.length ? <Lessons rows={now} /> : <p className={classes.quiet}>{t('observe.noneToday')}</p>}
          </Panel>
          {earlier.length > 0 && (
            <Panel title={t('observe.earlier')} hint={t('observe.earlierHint')}>
              <Lessons rows={earlier} dated />
            </Panel>
          )}
        </div>
      )}
    </div>
  );
}

function Lessons({ rows, dated }: { rows: readonly Lesson[]; dated?: boolean }) {
  const { t } = useTranslation();
  const words = useLessonWords();
  const format = useFormat();
  return (
    <ul className={classes.lessons}>
      {rows.map((one) => (
        <li key={one.id}>
          <Link to="/observe" search={{ lesson: one.id }} className={classes.lesson}>
            <IconNotebook size={22} stroke={1.6} aria-hidden />
            <span>
              <b>{one.topic}</b>
              <small>
                {dated && `${format.day(one.taught_on)} `}
                {words.period(one.period)} · {words.who(one)}
              </small>
            </span>
            {one.my_booking?.state === 'seated' && <Tag tone="brand">{t('observe.booked')}</Tag>}
          </Link>
        </li>
      ))}
    </ul>
  );
}
