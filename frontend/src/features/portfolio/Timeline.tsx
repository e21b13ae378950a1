import { Button } from '@mantine/core';
import { IconChevronRight, IconPencil, IconRoute } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { actKinds, byYear, iconOf, isActKind, wayTo, type Year } from './acts';
import { type Act, actPages, type Portfolio, type Reflection, reflectionsOf } from './queries';
import classes from './Timeline.module.css';

type Row = { on: string; act: Act } | { on: string; reflection: Reflection };
const REFLECTION = 'reflection';

interface Props {
  portfolio: Portfolio;
  kind: string | undefined;
  onKind: (kind: string | undefined) => void;
}

/** 足迹: what somebody did, read from the records of every kind, the newest first. Nobody enters anything here. */
export function Timeline({ portfolio, kind, onKind }: Props) {
  const { t } = useTranslation();
  const only = isActKind(kind) ? kind : undefined;
  const ownWords = kind === REFLECTION;
  const acts = useInfiniteQuery({ ...actPages(portfolio.id, only), enabled: !ownWords });
  const reflections = useQuery({ ...reflectionsOf(portfolio.staff.id), enabled: !only });
  const told = (acts.data?.pages ?? []).flatMap((page) => page.results);
  const reached = acts.hasNextPage ? (told.at(-1)?.on ?? '') : '';
  const written = only ? [] : (reflections.data ?? []).filter((one) => !one.is_voided && one.reflected_on >= reached);
  const rows: Row[] = [
    ...(ownWords ? [] : told.map((act) => ({ on: act.on, act }))),
    ...written.map((reflection) => ({ on: reflection.reflected_on, reflection })),
  ].sort((one, other) => other.on.localeCompare(one.on));
  const waits = (!ownWords && acts.isPending) || (!only && reflections.isPending);
  const error = acts.error ?? reflections.error;
  const years = byYear(rows);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; this only narrows the view */}
      <div className={classes.kinds} role="group" aria-label={t('portfolio.filter')}>
        {([undefined, ...actKinds, REFLECTION] as const).map((one) => (
          <button
            key={one ?? 'all'}
            type="button"
            aria-pressed={one === (only ?? (ownWords ? REFLECTION : undefined))}
            onClick={() => onKind(one)}
          >
            {one ? t(`portfolio.kind.${one}`) : t('portfolio.all')}
          </button>
        ))}
      </div>
      {waits && <PageSkeleton />}
      {!waits && error && rows.length === 0 && (
        <Failure error={error} reset={() => Promise.all([acts.refetch(), reflections.refetch()])} />
      )}
      {!waits && !error && rows.length === 0 && (
        <Empty
          icon={IconRoute}
          title={t(kind ? 'portfolio.noneOfKind' : 'portfolio.noActs')}
          hint={t(portfolio.is_mine ? 'portfolio.noActsHint' : 'portfolio.noActsOfOther')}
        />
      )}
      {years.map((year, at) => (
        <SchoolYear
          key={year.first}
          year={year}
          // The last one shown may go on further down; its sum is told when it is whole.
          isWhole={!kind && (at < years.length - 1 || !acts.hasNextPage)}
          portfolio={portfolio}
        />
      ))}
      {acts.hasNextPage && !ownWords && (
        <p className={classes.further}>
          <Button variant="default" loading={acts.isFetchingNextPage} onClick={() => void acts.fetchNextPage()}>
            {t('portfolio.further')}
          </Button>
        </p>
      )}
      {rows.length > 0 && !acts.hasNextPage && !acts.isPending && !kind && (
        <p className={classes.start}>{t('portfolio.start')}</p>
      )}
    </>
  );
}

function SchoolYear({ year, isWhole, portfolio }: { year: Year<Row>; isWhole: boolean; portfolio: Portfolio }) {
  const { t } = useTranslation();
  const { number, month: monthName } = useFormat();
  const acts = year.months.flatMap(({ rows }) => rows.flatMap((row) => ('act' in row ? [row.act] : [])));
  const sums = actKinds.flatMap((kind) => {
    const counted = acts.filter((act) => act.stands && act.kinds.includes(kind));
    const n =
      kind === 'training' || kind === 'visits'
        ? counted.reduce((sum, act) => sum + Number(act.amount), 0)
        : counted.length;
    return n > 0 ? [{ kind, n }] : [];
  });
  return (
    <section className={classes.year} aria-labelledby={`year-${year.first}`}>
      <header className={classes.yearHead}>
        <h2 id={`year-${year.first}`}>{t('portfolio.year', { first: year.first, last: year.first + 1 })}</h2>
        {isWhole && sums.length > 0 && (
          <p>{sums.map(({ kind, n }) => t(`portfolio.sum.${kind}`, { n: number(n) })).join(t('portfolio.comma'))}</p>
        )}
      </header>
      {year.months.map(({ month, rows }) => (
        <div key={month} className={classes.month}>
          <h3>{monthName(`${month}-01`)}</h3>
          <ol>
            {rows.map((row) =>
              'act' in row ? (
                <ActRow key={`${row.act.type}/${row.act.name}/${row.act.school}`} act={row.act} />
              ) : (
                <ReflectionRow key={row.reflection.id} row={row.reflection} portfolio={portfolio} />
              ),
            )}
          </ol>
        </div>
      ))}
    </section>
  );
}

function ActRow({ act }: { act: Act }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const Mark = iconOf(act);
  const way = wayTo(act);
  const more = act.kinds.slice(1).filter(isActKind);
  const body = (
    <>
      <span className={classes.dot}>
        <Mark size={18} stroke={1.6} aria-hidden />
      </span>
      <span className={classes.what}>
        <span className={classes.kind}>
          {act.kind_label}
          {more.length > 0 && <small>{more.map((kind) => t(`portfolio.kind.${kind}`)).join(' · ')}</small>}
        </span>
        <b>
          {act.kinds[0] === 'visits' ? t('portfolio.visits', { n: act.amount }) : act.label}
          {act.kinds.includes('training') && Number(act.amount) > 0 && (
            <small> {t('portfolio.hours', { n: act.amount })}</small>
          )}
        </b>
        {(!act.stands || act.school) && (
          <span className={classes.tags}>
            {!act.stands && <Tag tone="soon">{t('portfolio.unverified')}</Tag>}
            {act.school && <Tag>{t('portfolio.at', { school: act.school })}</Tag>}
          </span>
        )}
      </span>
      {act.kinds[0] !== 'visits' && !act.kinds[0]?.endsWith('_month') && <time dateTime={act.on}>{day(act.on)}</time>}
      {way && <IconChevronRight size={18} aria-hidden className={classes.go} />}
    </>
  );
  return (
    <li data-quiet={!act.stands || undefined}>
      {way ? (
        <Link {...way} className={classes.row}>
          {body}
        </Link>
      ) : (
        <div className={classes.row}>{body}</div>
      )}
    </li>
  );
}

function ReflectionRow({ row, portfolio }: { row: Reflection; portfolio: Portfolio }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const way: LinkProps = portfolio.is_mine
    ? { to: '/portfolio' }
    : { to: '/portfolios/$id', params: { id: portfolio.id } };
  return (
    <li>
      <Link {...way} search={{ view: 'reflections' }} hash={`reflection-${row.id}`} className={classes.row}>
        <span className={classes.dot} data-own>
          <IconPencil size={18} stroke={1.6} aria-hidden />
        </span>
        <span className={classes.what}>
          <span className={classes.kind}>{t('portfolio.kind.reflection')}</span>
          <b>{row.title}</b>
        </span>
        <time dateTime={row.reflected_on}>{day(row.reflected_on)}</time>
        <IconChevronRight size={18} aria-hidden className={classes.go} />
      </Link>
    </li>
  );
}
