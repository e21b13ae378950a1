import { IconMap2, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { VisitRound } from '@/shared/api/lists';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Panel } from '@/shared/ui/Panel';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { roundsQuery } from './queries';
import classes from './Rounds.module.css';

/** 集体家访: the trips to come and under way, then those that are over. */
export function RoundsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { data, error, isPending, refetch } = useQuery(roundsQuery);
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  const open = data.results.filter((row) => row.state !== 'closed').toReversed();
  const closed = data.results.filter((row) => row.state === 'closed');
  const plan = can('ROUND_PLAN') && (
    <ButtonLink to="/rounds/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {t('rounds.plan')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t('rounds.title')} hint={t('rounds.hint')}>
        {data.results.length > 0 && plan}
      </PageHeader>
      <div className={classes.page}>
        {data.results.length === 0 && (
          <Empty icon={IconMap2} title={t('rounds.empty')} hint={t('rounds.emptyHint')} action={plan} />
        )}
        {open.length > 0 && <Group title={t('rounds.open')} rows={open} />}
        {closed.length > 0 && <Group title={t('rounds.closed')} rows={closed} />}
      </div>
    </>
  );
}

function Group({ title, rows }: { title: string; rows: VisitRound[] }) {
  const { t } = useTranslation();
  const { fullDate, list } = useFormat();
  return (
    <Panel title={title}>
      <ul className={classes.rows}>
        {rows.map((row) => (
          <li key={row.id}>
            <Link to="/rounds/$id" params={{ id: row.id }} className={classes.row}>
              <span className={classes.what}>
                <b>{row.area}</b>
                <span>{fullDate(row.planned_on)}</span>
                <small>{t('rounds.goes', { names: list(row.members.map((one) => one.name)) })}</small>
              </span>
              <span className={classes.state}>
                <Tag tone={row.state === 'under_way' ? 'soon' : row.state === 'planned' ? 'brand' : 'calm'}>
                  {row.state_label}
                </Tag>
                <small>{t('rounds.met', { met: row.met, count: row.stops.length })}</small>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
