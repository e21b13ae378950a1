import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLessonWords } from '@/shared/lessons/useLessonWords';
import { Tag } from '@/shared/ui/Tag';
import classes from './Lessons.module.css';
import type { Lesson } from './queries';
import { useSeatWords } from './useSeatWords';

/** One lesson of a day: when, what, who, and whether there is room. */
export function LessonRow({ lesson }: { lesson: Lesson }) {
  const { t } = useTranslation();
  const words = useLessonWords();
  const seats = useSeatWords()(lesson);
  return (
    <li data-cancelled={lesson.is_cancelled ? true : undefined}>
      <Link to="/lessons/$id" params={{ id: lesson.id }} className={classes.row}>
        <span className={classes.period}>{words.period(lesson.period)}</span>
        <span className={classes.what}>
          <b>{lesson.topic}</b>
          <small>{words.who(lesson)}</small>
          {lesson.place && <small>{lesson.place}</small>}
        </span>
        <span className={classes.tags}>
          <Tag>{lesson.kind.name}</Tag>
          {lesson.chain && <Tag>{t('lessons.leg', { number: lesson.chain.position })}</Tag>}
          {seats && <Tag tone={seats.tone}>{seats.words}</Tag>}
        </span>
      </Link>
    </li>
  );
}
