import { Button } from '@mantine/core';
import { IconMap2, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { NewPlan } from './NewPlan';
import classes from './Portfolio.module.css';
import { myPlans, type Plan } from './queries';
import { usePlanName } from './usePlanName';
import { stateTones } from './words';

/** The own plans: the years first, then term by term. */
export default function Plans() {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(myPlans);
  const [adding, setAdding] = useState(false);
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  const standing = data.filter((plan) => plan.state !== 'voided');
  const voided = data.filter((plan) => plan.state === 'voided');
  const groups = [
    { horizon: 'years', plans: standing.filter((plan) => plan.horizon === 'years') },
    { horizon: 'term', plans: standing.filter((plan) => plan.horizon === 'term') },
  ] as const;
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('portfolio.plan.new')}
    </Button>
  );
  return (
    <div className={classes.stack}>
      {standing.length === 0 ? (
        <Empty icon={IconMap2} title={t('portfolio.plan.none')} hint={t('portfolio.plan.noneHint')} action={add} />
      ) : (
        <div className={classes.tools}>{add}</div>
      )}
      {groups.map(
        ({ horizon, plans }) =>
          plans.length > 0 && (
            <section key={horizon} aria-label={t(`portfolio.horizon.${horizon}`)}>
              <ul className={classes.cards}>
                {plans.map((plan) => (
                  <Card key={plan.id} plan={plan} />
                ))}
              </ul>
            </section>
          ),
      )}
      {voided.length > 0 && (
        <details className={classes.fold}>
          <summary>{t('portfolio.plan.voided', { n: voided.length })}</summary>
          <ul className={classes.cards}>
            {voided.map((plan) => (
              <Card key={plan.id} plan={plan} />
            ))}
          </ul>
        </details>
      )}
      <NewPlan opened={adding} onClose={() => setAdding(false)} plans={standing} />
    </div>
  );
}

function Card({ plan }: { plan: Plan }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const nameOf = usePlanName();
  return (
    <li>
      <Link to="/portfolio/plans/$id" params={{ id: plan.id }} className={classes.card}>
        <span className={classes.cardHead}>
          <b>{nameOf(plan)}</b>
          <Tag tone={stateTones[plan.state]}>{plan.state_label}</Tag>
        </span>
        <span className={classes.small}>
          {plan.stage_label} · {t('portfolio.fromTo', { first: date(plan.starts_on), last: date(plan.ends_on) })}
        </span>
        {plan.void_reason && <span className={classes.small}>{plan.void_reason}</span>}
      </Link>
    </li>
  );
}
