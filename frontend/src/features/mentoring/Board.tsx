import { NativeSelect } from '@mantine/core';
import { IconCalendarStats } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/session/me';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import classes from './Board.module.css';
import { monthsIn, table, toneOf } from './months';
import { type Month, monthsOfTerm, termList } from './queries';
import { useMonthWords } from './useMonthWords';

const page = getRouteApi('/pairs');

/** Pairs by months, in the order of names. It says what there is, and ranks nobody. */
export default function Board() {
  const { t } = useTranslation();
  const { current_term } = useMe();
  const { term } = page.useSearch();
  const navigate = page.useNavigate();
  const { data: terms } = useQuery(termList);
  const { data: rows, error, isPending, refetch } = useQuery(monthsOfTerm(term));
  return (
    <>
      <div className={classes.tools}>
        {terms && terms.length > 1 && (
          <NativeSelect
            label={t('pairs.board.term')}
            value={term ?? current_term?.id ?? terms[0]?.id ?? ''}
            onChange={({ currentTarget }) =>
              void navigate({ search: { view: 'months', term: currentTarget.value }, replace: true })
            }
            data={terms.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        {rows && (
          <ExportButton
            path="/api/v1/mentor-months/export/"
            filters={term ? { term } : {}}
            count={rows.length}
            label={t('pairs.board.export')}
          />
        )}
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {rows?.length === 0 && (
        <Empty icon={IconCalendarStats} title={t('pairs.board.none')} hint={t('pairs.board.noneHint')} />
      )}
      {rows && rows.length > 0 && <Table rows={rows} />}
    </>
  );
}

const tones = ['met', 'open', 'short', 'exempt'] as const;

function Table({ rows }: { rows: Month[] }) {
  const { t } = useTranslation();
  const { short, cell, sentence } = useMonthWords();
  const months = monthsIn(rows);
  const lines = table(rows);
  return (
    <section className={classes.sheet} aria-label={t('pairs.view.months')}>
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
