import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Panel } from '@/shared/ui/Panel';
import { Tag } from '@/shared/ui/Tag';
import { Bar } from './Bar';
import goalClasses from './Goals.module.css';
import classes from './Portfolio.module.css';
import { myPlans, planFile } from './queries';
import { stateTones } from './words';

/** Where this term is to lead, and how far it has come; without a plan, the way to one. */
export function ThisTerm() {
  const { t } = useTranslation();
  const { current_term } = useMe();
  const plans = useQuery(myPlans);
  const running = plans.data?.find((plan) => plan.state !== 'voided' && plan.term?.id === current_term?.id);
  const { data: plan } = useQuery({ ...planFile(running?.id ?? ''), enabled: running !== undefined });
  if (!current_term || !plans.data) return null;
  if (!running)
    return (
      <p className={classes.waits}>
        <span>{t('portfolio.now.none')}</span>
        <ButtonLink size="sm" to="/portfolio" search={{ view: 'plans' }}>
          {t('portfolio.now.plan')}
        </ButtonLink>
      </p>
    );
  const goals = (plan?.goals ?? []).filter((goal) => goal.state !== 'dropped');
  return (
    <Panel
      title={t('portfolio.now.title')}
      aside={
        <span className={classes.acts}>
          <Tag tone={stateTones[running.state]}>{running.state_label}</Tag>
          <Link to="/portfolio/plans/$id" params={{ id: running.id }} className={classes.open}>
            {t('portfolio.now.open')}
          </Link>
        </span>
      }
    >
      {plan && goals.length === 0 && <p className={classes.empty}>{t('portfolio.goal.noneYet')}</p>}
      <ul className={goalClasses.short}>
        {goals.map((goal) => (
          <li key={goal.id}>
            <span>
              {goal.words}
              <small>
                {goal.measure === 'count'
                  ? t('portfolio.now.count', { done: goal.done ?? '0', target: goal.target ?? 0 })
                  : goal.state_label}
              </small>
              {goal.is_late && <Tag tone="soon">{t('portfolio.goal.late')}</Tag>}
            </span>
            {goal.measure === 'count' && <Bar done={Number(goal.done ?? 0)} target={goal.target ?? 0} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
