import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Tag } from '@/shared/ui/Tag';
import type { Simulation } from './queries';
import classes from './Simulation.module.css';
import { useExtra } from './useExtra';

const MANY = 2;

/** In the order of the classes. Who gets many in one week is marked in words, never moved up. */
export function TeacherLoads({
  teachers,
  weeks,
  limit,
}: {
  teachers: Simulation['teachers'];
  weeks: Simulation['weeks'];
  limit: number;
}) {
  const { t } = useTranslation();
  const { list } = useFormat();
  const extra = useExtra();
  const label = new Map(weeks.map((week) => [week.number, week.label]));
  const heavyOf = (row: Simulation['teachers'][number]) => row.weeks.filter((week) => week.left.extra > limit);
  const marked = teachers.filter((row) => heavyOf(row).length > 0).length;
  return (
    <div>
      <h4>{t('simulation.teachers')}</h4>
      <p className={classes.hint} role="status">
        {t('simulation.teachersHint')}{' '}
        {marked ? t('simulation.heavySome', { count: marked, limit }) : t('simulation.heavyNone', { limit })}
      </p>
      <ul className={classes.rows}>
        {teachers.map((row) => (
          <li key={row.staff?.id ?? 'nobody'}>
            <span>
              {row.staff?.name ?? t('simulation.unassigned')}{' '}
              <small>
                {list(row.classes.slice(0, MANY).map((one) => one.name))}
                {row.classes.length > MANY && '…'}
              </small>
              {heavyOf(row).map((week) => (
                <Tag key={week.number} tone="soon">
                  {t('simulation.heavy', { week: label.get(week.number) ?? '', count: week.left.extra })}
                </Tag>
              ))}
            </span>
            <span className={classes.numbers}>
              {t('simulation.fromTo', row.left)} <small data-extra={Math.sign(row.left.extra)}>{extra(row.left)}</small>
              {row.general_left.extra !== 0 && (
                <small className={classes.beside}>
                  {t('simulation.total.general_left')} {t('simulation.fromTo', row.general_left)}
                </small>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
