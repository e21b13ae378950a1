import { NativeSelect, TextInput } from '@mantine/core';
import { IconChecks, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { termList } from '@/shared/api/terms';
import { useFormat } from '@/shared/i18n/format';
import { useCan, useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { ExportButton } from '@/shared/ui/ExportButton';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { Tag } from '@/shared/ui/Tag';
import { TermSelect } from '@/shared/ui/TermSelect';
import classes from './Portfolio.module.css';
import { copiesOfOthers, copiesWaiting, plansOfOthers, portfolioList } from './queries';
import { usePlanName } from './usePlanName';
import { stateTones } from './words';

const Templates = lazy(() => import('./Templates'));

const page = getRouteApi('/portfolios');
type View = 'waiting' | 'copies' | 'term' | 'years' | 'people' | 'templates';

/** For the offices: whose plan waits, who planned what, and the templates. In the order of names; nobody is counted. */
export function PortfoliosPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { view } = page.useSearch();
  const navigate = page.useNavigate();
  const views: View[] = can('PORTFOLIO_REVIEW')
    ? ['waiting', 'term', 'years', 'people', 'templates']
    : ['waiting', 'copies'];
  const shown = views.find((one) => one === view) ?? 'waiting';
  return (
    <div className={classes.page}>
      <PageHeader title={t('portfolio.office.title')} hint={t(`portfolio.office.hint.${shown}`)}>
        <ButtonLink to="/portfolio" variant="default">
          {t('portfolio.office.mine')}
        </ButtonLink>
      </PageHeader>
      {views.length > 1 && (
        <Tabs
          label={t('portfolio.views')}
          value={shown}
          options={views.map((one) => ({ value: one, label: t(`portfolio.office.view.${one}`) }))}
          onChange={(next) => void navigate({ search: { view: next }, replace: true })}
        />
      )}
      <div className={classes.stack}>
        {shown === 'waiting' && <Waiting />}
        {shown === 'copies' && <Copies />}
        {shown === 'term' && <OfTerm />}
        {shown === 'years' && <Plans term={undefined} />}
        {shown === 'people' && <People />}
        <Suspense fallback={<PageSkeleton />}>{shown === 'templates' && <Templates />}</Suspense>
      </div>
    </div>
  );
}

const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name, 'zh-Hans');

function Waiting() {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const nameOf = usePlanName();
  const { data, error, isPending, refetch } = useQuery(copiesWaiting);
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  if (data.length === 0)
    return (
      <Empty icon={IconChecks} title={t('portfolio.office.noneWaits')} hint={t('portfolio.office.noneWaitsHint')} />
    );
  return (
    <ul className={`${rowClasses.rows} ${rowClasses.card}`}>
      {/* Who handed in first is answered first. */}
      {data
        .toSorted((one, other) => one.submitted_at.localeCompare(other.submitted_at))
        .map((copy) => (
          <li key={copy.id}>
            <div className={rowClasses.what}>
              <div className={rowClasses.name}>
                <b>{copy.plan.staff.name}</b>
                <small>
                  {nameOf(copy.plan)} · {copy.plan.stage_label}
                </small>
              </div>
              <p className={rowClasses.small}>
                {t('portfolio.copy.number', { n: copy.number })} ·{' '}
                {t('portfolio.copy.at', { time: moment(copy.submitted_at) })}
              </p>
            </div>
            <div className={rowClasses.acts}>
              <ButtonLink
                size="sm"
                variant={copy.abilities.includes('review') ? 'filled' : 'default'}
                to="/portfolio/copies/$id"
                params={{ id: copy.id }}
                aria-label={t(
                  copy.abilities.includes('review') ? 'portfolio.office.reviewOf' : 'portfolio.office.openOf',
                  {
                    name: copy.plan.staff.name,
                  },
                )}
              >
                {t(copy.abilities.includes('review') ? 'portfolio.copy.review' : 'portfolio.copy.open')}
              </ButtonLink>
            </div>
          </li>
        ))}
    </ul>
  );
}

const YEARS = 'years';

/** For who reads what was handed in and not the plans themselves: the newest copy of each. */
function Copies() {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const { current_term } = useMe();
  const { term } = page.useSearch();
  const navigate = page.useNavigate();
  const { data: terms } = useQuery(termList);
  const chosen = term ?? current_term?.id ?? YEARS;
  const { data, error, isPending, refetch } = useQuery(copiesOfOthers(chosen === YEARS ? undefined : chosen));
  const rows = (data ?? [])
    .filter((copy) => copy.is_newest && (chosen !== YEARS || copy.plan.term === null))
    .sort((one, other) => byName(one.plan.staff, other.plan.staff));
  return (
    <>
      <NativeSelect
        label={t('portfolio.office.which')}
        value={chosen}
        onChange={({ currentTarget }) =>
          void navigate({ search: { view: 'copies', term: currentTarget.value }, replace: true })
        }
        data={[
          ...(terms ?? []).map((one) => ({ value: one.id, label: one.name })),
          { value: YEARS, label: t('portfolio.horizon.years') },
        ]}
      />
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data && rows.length === 0 && (
        <Empty
          icon={IconUsers}
          title={t('portfolio.office.nonePlanned')}
          hint={t('portfolio.office.nonePlannedHint')}
        />
      )}
      {rows.length > 0 && (
        <ul className={`${rowClasses.rows} ${rowClasses.card}`}>
          {rows.map((copy) => (
            <li key={copy.id}>
              <div className={rowClasses.what}>
                <div className={rowClasses.name}>
                  <Link to="/portfolio/copies/$id" params={{ id: copy.id }}>
                    <b>{copy.plan.staff.name}</b>
                  </Link>
                  <small>{copy.plan.stage_label}</small>
                </div>
                <p className={rowClasses.small}>
                  {t('portfolio.copy.number', { n: copy.number })} ·{' '}
                  {t('portfolio.copy.at', { time: moment(copy.submitted_at) })}
                </p>
              </div>
              <div className={rowClasses.acts}>
                {copy.review ? (
                  <Tag tone={copy.review.outcome === 'approved' ? 'brand' : 'trouble'}>{copy.review.outcome_label}</Tag>
                ) : (
                  <Tag tone="soon">{t('portfolio.copy.waits')}</Tag>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function OfTerm() {
  const { t } = useTranslation();
  const { current_term } = useMe();
  const { term } = page.useSearch();
  const navigate = page.useNavigate();
  const { data: terms, error, isPending, refetch } = useQuery(termList);
  if (isPending) return <PageSkeleton />;
  if (!terms) return <Failure error={error} reset={refetch} />;
  const shown = term ?? current_term?.id ?? terms[0]?.id;
  if (!shown) return <Empty icon={IconUsers} title={t('portfolio.office.nonePlanned')} />;
  return (
    <Plans term={shown}>
      <TermSelect
        label={t('portfolio.plan.term')}
        term={shown}
        onChange={(next) => void navigate({ search: { view: 'term', term: next }, replace: true })}
      />
    </Plans>
  );
}

function Plans({ term, children }: { term: string | undefined; children?: ReactNode }) {
  const { t } = useTranslation();
  const nameOf = usePlanName();
  const { data, error, isPending, refetch } = useQuery(plansOfOthers(term));
  return (
    <>
      <div className={classes.tools}>
        {children}
        {data && (
          <ExportButton
            path="/api/v1/growth-plans/export/"
            filters={{ mine: false, ...(term ? { term } : { horizon: 'years' }) }}
            count={data.length}
          />
        )}
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data?.length === 0 && (
        <Empty
          icon={IconUsers}
          title={t('portfolio.office.nonePlanned')}
          hint={t('portfolio.office.nonePlannedHint')}
        />
      )}
      {data && data.length > 0 && (
        <ul className={`${rowClasses.rows} ${rowClasses.card}`}>
          {data
            .toSorted((one, other) => byName(one.staff, other.staff))
            .map((plan) => (
              <li key={plan.id}>
                <div className={`${rowClasses.what} ${rowClasses.name}`}>
                  <Link to="/portfolio/plans/$id" params={{ id: plan.id }}>
                    <b>{plan.staff.name}</b>
                  </Link>
                  <small>{plan.term ? plan.stage_label : `${nameOf(plan)} · ${plan.stage_label}`}</small>
                </div>
                <div className={rowClasses.acts}>
                  <Tag tone={stateTones[plan.state]}>{plan.state_label}</Tag>
                </div>
              </li>
            ))}
        </ul>
      )}
    </>
  );
}

const MANY = 12;

function People() {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState('');
  const { data, error, isPending, refetch } = useQuery(portfolioList);
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  if (data.length === 0)
    return <Empty icon={IconUsers} title={t('portfolio.office.nobody')} hint={t('portfolio.office.nobodyHint')} />;
  const shown = data
    .filter(({ staff }) => staff.name.includes(wanted.trim()))
    .sort((one, other) => byName(one.staff, other.staff));
  return (
    <>
      {data.length > MANY && (
        <TextInput
          type="search"
          label={t('portfolio.office.find')}
          value={wanted}
          onChange={({ currentTarget }) => setWanted(currentTarget.value)}
        />
      )}
      {shown.length === 0 && <p className={classes.empty}>{t('portfolio.nobody')}</p>}
      {shown.length > 0 && (
        <ul className={classes.cards}>
          {shown.map((one) => (
            <li key={one.id}>
              <Link to="/portfolios/$id" params={{ id: one.id }} className={classes.card}>
                <b>{one.staff.name}</b>
                {one.motto && <span className={classes.small}>{one.motto}</span>}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
