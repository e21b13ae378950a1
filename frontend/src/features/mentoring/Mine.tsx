import { IconMessagePlus, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { schoolToday, useFormat } from '@/shared/i18n/format';
import { useUnsentSubjects } from '@/shared/offline/useOutbox';
import { byMonth, type Month, monthOf, toneOf } from '@/shared/pairs/months';
import { useMonthWords } from '@/shared/pairs/useMonthWords';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Empty, Failure, OfflineNote, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { DutyCounts } from './DutyCounts';
import classes from './Pairs.module.css';
import { myMonths, myPairs, type Pair } from './queries';
import { StateTag } from './StateTag';
import { KIND, takesTalks } from './talk';

const isPast = (pair: Pair) => ['completed', 'terminated', 'withdrawn'].includes(pair.state);

/** The pairs in which I stand, each with what this month still asks for. */
export function Mine() {
  const { t } = useTranslation();
  const pairs = useQuery(myPairs);
  const months = useQuery(myMonths);
  const unsent = useUnsentSubjects(KIND);
  if (pairs.isPending || months.isPending) return <PageSkeleton />;
  if (!pairs.data || !months.data)
    return (
      <Failure error={pairs.error ?? months.error} reset={() => Promise.all([pairs.refetch(), months.refetch()])} />
    );
  const rows = pairs.data.value;
  const running = rows.filter((pair) => !isPast(pair));
  const past = rows.filter(isPast);
  const of = (pair: Pair) => months.data.value.filter((month) => month.pair.id === pair.id).sort(byMonth);
  return (
    <>
      <OfflineNote keptAt={pairs.data.keptAt ?? months.data.keptAt} />
      {rows.length === 0 && <Empty icon={IconUsers} title={t('pairs.noneOwn')} hint={t('pairs.noneOwnHint')} />}
      {rows.length > 0 && running.length === 0 && <p className={classes.note}>{t('pairs.noneRunning')}</p>}
      <ul className={classes.cards}>
        {running.map((pair) => (
          <Card key={pair.id} pair={pair} months={of(pair)} unsent={unsent.has(pair.id)} />
        ))}
      </ul>
      {past.length > 0 && (
        <details className={classes.fold}>
          <summary>{t('pairs.past', { count: past.length })}</summary>
          <ul className={classes.plain}>
            {past.map((pair) => (
              <PastRow key={pair.id} pair={pair} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Card({ pair, months, unsent }: { pair: Pair; months: Month[]; unsent: boolean }) {
  const { t } = useTranslation();
  const { date, month: short } = useFormat();
  const { cell, sentence } = useMonthWords();
  const now = monthOf(schoolToday());
  const running = months.findLast((month) => month.month === now);
  const earlier = months.filter((month) => month.month < now);
  const other = pair.my_side === 'mentor' ? pair.mentee : pair.mentor;
  const waits = pair.my_side !== null && pair.waits_for.includes(pair.my_side);
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        <h2 className={classes.cardTitle}>
          <small>{t(pair.my_side === 'mentor' ? 'pairs.myMentee' : 'pairs.myMentor')}</small>
          <Link to="/pairs/$id" params={{ id: pair.id }}>
            {other.name}
          </Link>
        </h2>
        <StateTag pair={pair} />
      </div>
      <p className={classes.facts}>
        {[pair.subject || pair.field_label, pair.form_label, t('pairs.until', { date: date(pair.ends_on) })].join(
          ' · ',
        )}
      </p>
      {waits && (
        <p className={classes.waits}>
          <span>{t('pairs.waitsForMe')}</span>
          <ButtonLink size="sm" to="/pairs/$id" params={{ id: pair.id }} search={{ view: 'agreement' }}>
            {t('pairs.readAgreement')}
          </ButtonLink>
        </p>
      )}
      {running && (
        <div className={classes.month} data-tone={toneOf(running)}>
          <p className={classes.sentence}>{sentence(running)}</p>
          <DutyCounts month={running} />
        </div>
      )}
      {!running && pair.state === 'suspended' && <p className={classes.note}>{t('pairs.suspendedNow')}</p>}
      {unsent && (
        <p className={classes.unsent}>
          <Tag tone="soon">{t('pairs.unsent')}</Tag>
        </p>
      )}
      {earlier.length > 0 && (
        <ul className={classes.earlier} aria-label={t('pairs.earlier')}>
          {earlier.map((month) => (
            <li key={month.key}>
              <Link
                to="/pairs/$id"
                params={{ id: pair.id }}
                search={{ month: month.month }}
                className={classes.mark}
                data-tone={toneOf(month)}
              >
                {short(month.month)} {cell(month)}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.cardActs}>
        {takesTalks(pair) && (
          <ButtonLink
            to="/pairs/talk"
            search={{ pair: pair.id }}
            leftSection={<IconMessagePlus size={18} aria-hidden />}
          >
            {t('pairs.recordTalk')}
          </ButtonLink>
        )}
        <ButtonLink variant="default" to="/pairs/$id" params={{ id: pair.id }}>
          {t('pairs.open')}
        </ButtonLink>
      </div>
    </li>
  );
}

function PastRow({ pair }: { pair: Pair }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const other = pair.my_side === 'mentor' ? pair.mentee : pair.mentor;
  return (
    <li>
      <Link to="/pairs/$id" params={{ id: pair.id }}>
        {t(pair.my_side === 'mentor' ? 'pairs.menteeNamed' : 'pairs.mentorNamed', { name: other.name })}
      </Link>
      <small>
        {pair.subject || pair.field_label} ·{' '}
        {t('pairs.fromTo', { first: date(pair.starts_on), last: date(pair.ends_on) })}
      </small>
      <StateTag pair={pair} />
    </li>
  );
}
