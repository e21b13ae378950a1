import { useTranslation } from 'react-i18next';
import type { Stay } from '../api/placements';
import { useFormat } from '../i18n/format';
import classes from './PlacementTimeline.module.css';

/** A child's way through the school: one line a class, with how it began and ended. Never edited, only lengthened. */
export function PlacementTimeline({ stays }: { stays: readonly Stay[] }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  if (stays.length === 0) return <p className={classes.none}>{t('students.noStays')}</p>;
  return (
    <ol className={classes.line} aria-label={t('students.stays')}>
      {stays.map((stay) => (
        <li key={stay.id} data-now={stay.ends_on === null || undefined}>
          <b>{stay.school_class.name}</b>
          <span>
            {stay.ends_on
              ? t('students.fromTo', { first: date(stay.starts_on), last: date(stay.ends_on) })
              : t('students.since', { first: date(stay.starts_on) })}
          </span>
          <span className={classes.how}>
            {stay.began_label}
            {stay.began_why && `：${stay.began_why}`}
          </span>
          {stay.ended && (
            <span className={classes.how}>
              {stay.ended_label}
              {stay.ended_why && `：${stay.ended_why}`}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
