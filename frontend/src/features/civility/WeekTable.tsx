import { useTranslation } from 'react-i18next';
import { schoolToday, useFormat } from '@/shared/i18n/format';
import classes from './Class.module.css';
import type { Weeks } from './queries';

/** How often the class was recognised, by week and side of life: a table whose cells carry a bar. */
export function WeekTable({ table: { weeks, domains, cells } }: { table: Weeks }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const today = schoolToday();
  const begun = weeks.filter((week) => week.first <= today);
  const outside = cells.some((cell) => cell.week === null);
  const of = (week: number | null, domain: string) =>
    cells.find((cell) => cell.week === week && cell.domain === domain)?.recognitions ?? 0;
  const most = Math.max(1, ...cells.map((cell) => cell.recognitions));
  if (cells.length === 0) return <p className={classes.quiet}>{t('civilityClass.noWeeks')}</p>;
  const row = (week: number | null, label: string, note?: string) => (
    <tr key={week ?? 'outside'}>
      <th scope="row">
        {label}
        {note && <small>{note}</small>}
      </th>
      {domains.map(({ code }) => (
        <td key={code}>
          <span className={classes.cell}>
            <i aria-hidden style={{ width: `${(of(week, code) / most) * 100}%` }} data-domain={code} />
            <span data-none={of(week, code) === 0 || undefined}>{of(week, code)}</span>
          </span>
        </td>
      ))}
    </tr>
  );
  return (
    <table className={classes.weeks}>
      <thead>
        <tr>
          <th scope="col">{t('civilityClass.week')}</th>
          {domains.map((domain) => (
            <th scope="col" key={domain.code}>
              {domain.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {begun
          .map((week) => row(week.number, t('civilityClass.weekNo', { number: week.number }), day(week.first)))
          .reverse()}
        {outside && row(null, t('civilityClass.outside'))}
      </tbody>
    </table>
  );
}
