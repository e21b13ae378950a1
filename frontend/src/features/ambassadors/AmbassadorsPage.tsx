import { Button } from '@mantine/core';
import { IconAward, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import classes from './Ambassadors.module.css';
import { roundList } from './queries';
import { RoundDialog } from './RoundDialog';
import { RoundTag } from './RoundTag';

/** 文明礼仪使者: the selections, each with its criteria. */
export function AmbassadorsPage() {
  const { t } = useTranslation();
  const { date } = useFormat();
  const can = useCan();
  const [planning, setPlanning] = useState(false);
  const { data: rounds, error, isPending, refetch } = useQuery(roundList());
  if (isPending) return <PageSkeleton />;
  if (!rounds) return <Failure error={error} reset={refetch} />;
  const plan = can('AMBASSADOR_SELECT') && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setPlanning(true)}>
      {t('ambassadors.plan')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('ambassadors.title')} hint={t('ambassadors.hint')}>
        {plan}
        {can('HONOUR_READ') && (
          <ButtonLink to="/honours" variant="default">
            {t('honours.title')}
          </ButtonLink>
        )}
      </PageHeader>
      {rounds.length === 0 ? (
        <Empty icon={IconAward} title={t('ambassadors.none')} hint={t('ambassadors.noneHint')} action={plan} />
      ) : (
        <ul className={classes.cards}>
          {rounds.map((round) => (
            <li key={round.id}>
              <p className={classes.name}>
                <Link to="/ambassadors/$id" params={{ id: round.id }}>
                  {round.title}
                </Link>
                <RoundTag round={round} />
              </p>
              <p className={classes.facts}>
                {t('ambassadors.until', { date: date(round.nominations_until) })} ·{' '}
                {t('ambassadors.places', { count: round.places_a_class })}
              </p>
              <p className={classes.criteria}>{round.criteria}</p>
            </li>
          ))}
        </ul>
      )}
      <RoundDialog opened={planning} onClose={() => setPlanning(false)} />
    </>
  );
}
