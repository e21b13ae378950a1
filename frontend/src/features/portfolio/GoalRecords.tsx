import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { countsAs, wayTo } from './acts';
import classes from './Goals.module.css';
import portfolioClasses from './Portfolio.module.css';
import { actsBetween, type Counter, type Goal, type PlanFile, reflectionsOf } from './queries';

/** The records that a counted goal counts, each a link. Reflections that only their owner reads are said as a number. */
export function GoalRecords({ goal, plan, counter }: { goal: Goal; plan: PlanFile; counter: Counter }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const acts = useQuery(actsBetween(plan.portfolio, plan.starts_on, plan.ends_on));
  const own = useQuery({ ...reflectionsOf(plan.staff.id), enabled: counter === 'reflections' });
  if (acts.isPending || (counter === 'reflections' && own.isPending)) return <PageSkeleton />;
  if (!acts.data) return <Failure error={acts.error} reset={acts.refetch} />;
  const counted = acts.data.filter((act) => countsAs(act, counter));
  const written = (own.data ?? []).filter(
    (one) => !one.is_voided && plan.starts_on <= one.reflected_on && one.reflected_on <= plan.ends_on,
  );
  const hidden = counter === 'reflections' ? Number(goal.done ?? 0) - counted.length - written.length : 0;
  if (counted.length + written.length + hidden <= 0)
    return <p className={portfolioClasses.empty}>{t('portfolio.goal.noRecords')}</p>;
  return (
    <ul className={classes.records}>
      {counted.map((act) => {
        const way = wayTo(act);
        return (
          <li key={`${act.type}/${act.name}`}>
            <time dateTime={act.on}>{day(act.on)}</time>
            {way ? <Link {...way}>{act.label}</Link> : <span>{act.label}</span>}
            {counter === 'training_hours' && <small>{t('portfolio.hours', { n: act.amount })}</small>}
          </li>
        );
      })}
      {written.map((one) => (
        <li key={one.id}>
          <time dateTime={one.reflected_on}>{day(one.reflected_on)}</time>
          {one.is_mine ? (
            <Link to="/portfolio" search={{ view: 'reflections' }} hash={`reflection-${one.id}`}>
              {one.title}
            </Link>
          ) : (
            <span>{one.title}</span>
          )}
        </li>
      ))}
      {hidden > 0 && <li>{t('portfolio.goal.hidden', { n: hidden })}</li>}
    </ul>
  );
}
