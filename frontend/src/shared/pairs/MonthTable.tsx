import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import classes from './MonthTable.module.css';
import { type Month, monthsIn, table, toneOf } from './months';
import { useMonthWords } from './useMonthWords';

const tones = ['met', 'open', 'short', 'exempt'] as const;

/** Pairs by months, in the order of names; every cell opens to the month and its records. */
export default function MonthTable({ rows }: { rows: Month[] }) {
  const { t } = useTranslation();
  const { month: short } = useFormat();
  const { cell, sentence } = useMonthWords();
  const months = monthsIn(rows);
  const lines = table(rows);
  return (
    <section aria-label={t('pairs.view.months')}>
      <ul className={classes.legend} aria-label={t('pairs.board.legend')}>
        {tones.map((tone) => (
          <li key={tone}>
            <span className={classes.mark} data-tone={tone} aria-hidden />
            {t(`pairs.board.tones.${tone}`)}
          </li>
        ))}
      </ul>
      <table className={classes.table}>
        <caption className={classes.spoken}>{t('pairs.board.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('pairs.board.pair')}</th>
            {months.map((month) => (
              <th key={month} scope="col">
                {short(month)}
                <small>{t('pairs.board.sum', sumOf(lines.flatMap(({ of }) => of.get(month) ?? [])))}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ pair, of }) => (
            <tr key={pair.id}>
              <th scope="row">
                <Link to="/pairs/$id" params={{ id: pair.id }}>
                  {t('pairs.two', { mentor: pair.mentor.name, mentee: pair.mentee.name })}
                </Link>
                <small>{pair.subject || pair.field_label}</small>
              </th>
              {months.map((month) => {
                const row = of.get(month);
                return (
                  <td key={month} data-label={short(month)}>
                    {row ? (
                      <Link
                        to="/pairs/$id"
                        params={{ id: pair.id }}
                        search={{ month }}
                        className={classes.cell}
                        data-tone={toneOf(row)}
                        title={sentence(row)}
                        aria-label={`${short(month)} ${cell(row)}`}
                      >
                        {cell(row)}
                      </Link>
                    ) : (
                      <span className={classes.none}>
                        <span aria-hidden>–</span>
                        <span className={classes.spoken}>{t('pairs.board.noPair')}</span>
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Of those that were asked for something. */
function sumOf(rows: readonly Month[]) {
  const due = rows.filter((row) => row.state !== 'exempt');
  return { met: due.filter((row) => row.state === 'met').length, due: due.length };
}
