import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { Tag } from '@/shared/ui/Tag';
import classes from './Portfolio.module.css';
import { type PortfolioFile, plansOf, portfolioFile, reflectionsOf } from './queries';
import { ReflectionRow } from './ReflectionRow';
import { Timeline } from './Timeline';
import { usePlanName } from './usePlanName';
import { stateTones } from './words';

const page = getRouteApi('/portfolios/$id');
const views = ['way', 'plans', 'reflections'] as const;

/** A colleague's portfolio for who reviews: what was done, what was handed in, what its owner lets one read. */
export function ColleaguePage() {
  const { t } = useTranslation();
  const { id } = page.useParams();
  const { view, kind } = page.useSearch();
  const navigate = page.useNavigate();
  const { data: portfolio, error, isPending, refetch } = useQuery(portfolioFile(id));
  const shown = views.find((one) => one === view) ?? 'way';
  if (isPending) return <PageSkeleton />;
  if (!portfolio) return <Failure error={error} reset={refetch} />;
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('portfolio.of', { name: portfolio.staff.name })}
        hint={portfolio.motto && <q>{portfolio.motto}</q>}
      />
      <Tabs
        label={t('portfolio.views')}
        value={shown}
        options={views.map((one) => ({ value: one, label: t(`portfolio.view.${one}`) }))}
        onChange={(next) => void navigate({ search: next === 'way' ? {} : { view: next }, replace: true })}
      />
      {shown === 'way' && (
        <Timeline
          portfolio={portfolio}
          kind={kind}
          onKind={(next) => void navigate({ search: next ? { kind: next } : {}, replace: true })}
        />
      )}
      {shown === 'plans' && <Plans id={portfolio.id} />}
      {shown === 'reflections' && <Shown portfolio={portfolio} />}
    </div>
  );
}

function Plans({ id }: { id: string }) {
  const { t } = useTranslation();
  const nameOf = usePlanName();
  const { data, error, isPending, refetch } = useQuery(plansOf(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  if (data.length === 0) return <p className={classes.note}>{t('portfolio.office.noneHandedIn')}</p>;
  return (
    <div className={classes.stack}>
      <ul className={classes.cards}>
        {data.map((plan) => (
          <li key={plan.id}>
            <Link to="/portfolio/plans/$id" params={{ id: plan.id }} className={classes.card}>
              <span className={classes.cardHead}>
                <b>{nameOf(plan)}</b>
                <Tag tone={stateTones[plan.state]}>{plan.state_label}</Tag>
              </span>
              <span className={classes.small}>{plan.stage_label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Shown({ portfolio }: { portfolio: PortfolioFile }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(reflectionsOf(portfolio.staff.id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return (
    <div className={classes.stack}>
      <p className={classes.small}>
        {t(data.length === 0 ? 'portfolio.reflection.noneShown' : 'portfolio.reflection.logged')}
      </p>
      <ul className={classes.cards}>
        {data.map((row) => (
          <ReflectionRow key={row.id} row={row} />
        ))}
      </ul>
    </div>
  );
}
