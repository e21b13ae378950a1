import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import classes from './Caseload.module.css';
import { apart, type StateName, shownStates, total } from './columns';
import type { Caseload } from './queries';

/** A table at a desk, a card for each teacher on a phone; every number opens to its records. */
export function CaseloadTable({ rows, grade }: { rows: Caseload[]; grade: number | undefined }) {
  const { t } = useTranslation();
  const columns = shownStates(rows);
  return (
    <table className={classes.table}>
      <caption className={classes.spoken}>{t('caseload.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('caseload.teacher')}</th>
          <th scope="col">{t('caseload.children')}</th>
          <th scope="col">{t('caseload.owed')}</th>
          {columns.map((state) => (
            <th key={state} scope="col" data-apart={apart.has(state) || undefined}>
              {t(`caseload.state.${state}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.key} row={row} columns={columns} grade={grade} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('caseload.all')}</th>
          <td data-label={t('caseload.children')}>{total(rows, 'children')}</td>
          <td data-label={t('caseload.owed')}>{total(rows, 'owed')}</td>
          {columns.map((state) => (
            <td key={state} data-label={t(`caseload.state.${state}`)}>
              {total(rows, state)}
            </td>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}

function Row({ row, columns, grade }: { row: Caseload; columns: StateName[]; grade: number | undefined }) {
  const { t } = useTranslation();
  const { list } = useFormat();
  const name = row.staff?.name ?? t('caseload.nobody');
  return (
    <tr data-nobody={row.staff === null || undefined}>
      <th scope="row">
        <Link to="/caseload/$key" params={{ key: row.key }} search={{ grade }} className={classes.name}>
          {name}
        </Link>
        <small>
          {row.classes.length > 0 && list(row.classes.map((c) => c.name))}
          {row.received > 0 && <span>{t('caseload.received', { count: row.received })}</span>}
        </small>
      </th>
      <td data-label={t('caseload.children')}>
        <span className={classes.plain}>{row.children}</span>
      </td>
      <td data-label={t('caseload.owed')}>
        <Count row={row} name={name} grade={grade} />
      </td>
      {columns.map((state) => (
        <td key={state} data-label={t(`caseload.state.${state}`)} data-state={state}>
          <Count row={row} name={name} grade={grade} state={state} />
        </td>
      ))}
    </tr>
  );
}

function Count({
  row,
  name,
  grade,
  state,
}: {
  row: Caseload;
  name: string;
  grade: number | undefined;
  state?: StateName;
}) {
  const { t } = useTranslation();
  const value = state ? row[state] : row.owed;
  if (value === 0) return <span className={classes.none}>0</span>;
  const words = t(state ? `caseload.state.${state}` : 'caseload.owed');
  return (
    <Link
      to="/caseload/$key"
      params={{ key: row.key }}
      search={{ grade, state: state ?? 'owed' }}
      className={classes.number}
      aria-label={`${name} ${words} ${value}`}
    >
      {value}
    </Link>
  );
}
