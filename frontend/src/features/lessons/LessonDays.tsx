import { useTranslation } from 'react-i18next';
import { daysUntil, useFormat } from '@/shared/i18n/format';
import { LessonRow } from './LessonRow';
import classes from './Lessons.module.css';
import type { Lesson } from './queries';

/** Lessons by their day, as a plan on the wall has them. */
export function LessonDays({ lessons }: { lessons: readonly Lesson[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const days = [...new Set(lessons.map((one) => one.taught_on))];
  const near = (day: string) => {
    const away = daysUntil(day);
    return away === 0 ? t('lessons.today') : away === 1 ? t('lessons.tomorrow') : undefined;
  };
  return (
    <>
      {days.map((day) => (
        <section key={day} className={classes.day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`}>
            {format.fullDate(day)}
            {near(day) && <span>{near(day)}</span>}
          </h2>
          <ul className={classes.list}>
            {lessons
              .filter((one) => one.taught_on === day)
              .toSorted((a, b) => a.period - b.period)
              .map((one) => (
                <LessonRow key={one.id} lesson={one} />
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}
