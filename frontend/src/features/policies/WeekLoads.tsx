import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import type { Simulation } from './queries';
import classes from './Simulation.module.css';
import { useExtra } from './useExtra';

/** One line a week in which something is due: what is to be made by its end, today and then. */
export function WeekLoads({ weeks }: { weeks: Simulation['weeks'] }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const extra = useExtra();
  const busy = weeks.filter((week) => week.left.now > 0 || week.left.then > 0);
  const most = Math.max(1, ...busy.flatMap(({ left }) => [left.now, left.then]));
  return (
    <div>
      <h4>{t('simulation.weeks')}</h4>
      <p className={classes.hint}>{busy.length ? t('simulation.weeksHint') : t('simulation.noWeeks')}</p>
      <ul className={classes.weeks}>
        {busy.map((week) => (
          <li key={week.number}>
            <span>
              {week.label} <small>{t('simulation.by', { date: day(week.ends_on) })}</small>
            </span>
            <span className={classes.bars} aria-hidden>
              <i data-side="now" style={{ width: `${(week.left.now / most) * 100}%` }} />
              <i data-side="then" style={{ width: `${(week.left.then / most) * 100}%` }} />
            </span>
            <span className={classes.numbers}>
              {t('simulation.fromTo', week.left)}{' '}
              <small data-extra={Math.sign(week.left.extra)}>{extra(week.left)}</small>
            </span>
            <small className={classes.inAll}>{t('simulation.inAll', week.in_all)}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}
