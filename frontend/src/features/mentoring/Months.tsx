import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { schoolToday, useFormat } from '@/shared/i18n/format';
import { byMonth, type Month, monthOf, toneOf } from '@/shared/pairs/months';
import { useMonthWords } from '@/shared/pairs/useMonthWords';
import { ActDialog } from '@/shared/ui/ActDialog';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { ObservationLink } from './ObservationLink';
import classes from './Pair.module.css';
import { excuseMonth, monthsOf, type PairFile, withdrawExcuse } from './queries';
import { touched } from './touched';

const page = getRouteApi('/pairs/$id');

/** The months as a strip; one of them stands open with the records that prove it. */
export function Months({ pair }: { pair: PairFile }) {
  const { t } = useTranslation();
  const { month: chosen } = page.useSearch();
  const { data, error, isPending, refetch } = useQuery(monthsOf(pair.id));
  const { month: short } = useFormat();
  const { cell } = useMonthWords();
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  const months = [...data].sort(byMonth);
  const wanted = chosen ?? monthOf(schoolToday());
  const open = months.find((one) => one.month === wanted) ?? months.at(-1);
  const due = pair.months_due > 0 ? t('pairs.monthsMet', { met: pair.months_met, due: pair.months_due }) : undefined;
  return (
    <Panel title={t('pairs.months')} hint={due}>
      {!open && <p className={classes.note}>{t(pair.agreement ? 'pairs.noMonths' : 'pairs.noMonthsUnsigned')}</p>}
      {months.length > 0 && (
        <ol className={classes.strip}>
          {months.map((one) => (
            <li key={one.key}>
              <Link
                to="/pairs/$id"
                params={{ id: pair.id }}
                search={{ month: one.month }}
                replace
                resetScroll={false}
                data-tone={toneOf(one)}
                data-open={one.key === open?.key || undefined}
                aria-current={one.key === open?.key ? 'true' : undefined}
              >
                <span>{short(one.month)}</span>
                <b>{cell(one)}</b>
              </Link>
            </li>
          ))}
        </ol>
      )}
      {open && <OneMonth key={open.key} month={open} pair={pair} />}
      <TermDuties pair={pair} />
    </Panel>
  );
}

function OneMonth({ month, pair }: { month: Month; pair: PairFile }) {
  const { t } = useTranslation();
  const { day, longMonth } = useFormat();
  const { sentence } = useMonthWords();
  const [asking, setAsking] = useState<'excuse' | 'withdraw'>();
  const may = (verb: string) => month.abilities.includes(verb);
  const close = () => setAsking(undefined);
  const back = useWrite(withdrawExcuse, touched, () => {
    close();
    notify(t('pairs.excuse.withdrawnNow'));
  });
  return (
    <section className={classes.month} aria-label={longMonth(month.month)}>
      <h3>
        {longMonth(month.month)}
        <small>{t('pairs.weeks', { count: month.weeks })}</small>
      </h3>
      <p className={classes.sentence} data-tone={toneOf(month)}>
        {sentence(month)}
      </p>
      {month.excuse && (
        <p className={classes.reason}>
          {t('pairs.excuse.because', { reason: month.excuse.reason, name: month.excuse.by?.name ?? '' })}
        </p>
      )}
      <ul className={classes.duties}>
        {month.duties.map((duty) => (
          <li key={duty.kind} id={`duty-${duty.kind}`} data-lacks={duty.lacking > 0 || undefined}>
            <p className={classes.duty}>
              <span>{duty.kind_label}</span>
              <b>
                {duty.required > 0
                  ? t('pairs.doneOf', { done: duty.done, required: duty.required })
                  : t('pairs.times', { count: duty.done })}
              </b>
            </p>
            {duty.records.length > 0 && <Records records={duty.records} month={month} />}
          </li>
        ))}
      </ul>
      {month.waiting.length > 0 && (
        <div className={classes.waiting}>
          <p>{t('pairs.waiting', { count: month.waiting.length })}</p>
          <Records records={month.waiting} month={month} />
        </div>
      )}
      {may('excuse') && (
        <Button size="sm" variant="default" onClick={() => setAsking('excuse')}>
          {t('pairs.excuse.act')}
        </Button>
      )}
      {may('withdraw_excuse') && (
        <Button size="sm" variant="default" onClick={() => setAsking('withdraw')}>
          {t('pairs.excuse.withdraw')}
        </Button>
      )}
      <ActDialog
        touched={touched}
        opened={asking === 'excuse'}
        onClose={close}
        title={t('pairs.excuse.of', { month: longMonth(month.month) })}
        hint={t('pairs.excuse.hint')}
        confirm={t('pairs.excuse.act')}
        fields={[{ name: 'reason', kind: 'text', label: t('pairs.reason'), most: 200 }]}
        act={({ reason }) => excuseMonth(pair.id, { month: month.month, reason })}
        done={t('pairs.excuse.doneNow')}
      />
      <ConfirmDialog
        opened={asking === 'withdraw'}
        onClose={close}
        title={t('pairs.excuse.withdrawOf', { month: longMonth(month.month) })}
        confirm={t('pairs.excuse.withdraw')}
        busy={back.isPending}
        error={back.error}
        onConfirm={() => back.mutate({ id: pair.id, month: month.month })}
      >
        {t('pairs.excuse.withdrawHint', { day: day(month.excuse?.at ?? month.month) })}
      </ConfirmDialog>
    </section>
  );
}

const sides = ['mentor_observes', 'mentee_observes'] as const;

/** Each opens: an observation its page, a talk its line below. */
function Records({ records, month }: { records: Month['waiting']; month: Month }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  // A lesson that was talked over proves two duties; whose it was stands with the other one.
  const whose = ({ type, id }: Month['waiting'][number]) =>
    sides.find((side) =>
      month.duties.some(({ kind, records: of }) => kind === side && of.some((one) => one.id === id)),
    ) ?? type;
  return (
    <ul className={classes.records}>
      {records.map((record) => {
        const words = t(`pairs.record.${whose(record)}`, { day: day(record.on) });
        return (
          <li key={`${record.type}/${record.id}`}>
            {record.type === 'talk' ? (
              <Link
                to="/pairs/$id"
                params={{ id: month.pair.id }}
                search={{ month: month.month }}
                hash={`talk-${record.id}`}
              >
                {words}
              </Link>
            ) : (
              <ObservationLink id={record.id}>{words}</ObservationLink>
            )}
            {record.is_late && <small>{t('pairs.late')}</small>}
          </li>
        );
      })}
    </ul>
  );
}

/** What is agreed for a whole term. */
function TermDuties({ pair }: { pair: PairFile }) {
  const { t } = useTranslation();
  const last = pair.term_duties.at(-1)?.term;
  const duties = pair.term_duties.filter((duty) => duty.term === last);
  if (duties.length === 0) return null;
  return (
    <p className={classes.note}>
      {t('pairs.inTerm')}
      {duties
        .map((duty) =>
          t('pairs.termDuty', { what: t(`pairs.duty.${duty.kind}`), done: duty.done, required: duty.required }),
        )
        .join(' · ')}
    </p>
  );
}
