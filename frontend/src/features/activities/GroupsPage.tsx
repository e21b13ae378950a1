import { Button } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useMe } from '@/shared/session/me';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { Tag } from '@/shared/ui/Tag';
import classes from './Activities.module.css';
import { GroupDialog } from './GroupDialog';
import { type Group, groupKinds, groupList } from './queries';
import { Ways } from './Ways';

const page = getRouteApi('/activity-groups');
const views = ['running', 'mine', 'ended'] as const;
type View = (typeof views)[number];

/** Still there on this day; and the people who belong to it then. */
const runs = (one: { ends_on: string | null }, today: string) => one.ends_on === null || one.ends_on >= today;

/** Studios, study groups, the pupils' institute, volunteers, platforms, camps. */
export function GroupsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { today, staff_id } = useMe();
  const navigate = page.useNavigate();
  const asked = page.useSearch().view;
  const view: View = views.find((one) => one === asked) ?? 'running';
  const [adding, setAdding] = useState(false);
  const { data, error, isPending, refetch } = useQuery(groupList);
  const isMine = (row: Group) =>
    row.leader.id === staff_id || row.members.some((one) => one.staff.id === staff_id && runs(one, today));
  const fits: Record<View, (row: Group) => boolean> = {
    running: (row) => runs(row, today),
    mine: (row) => runs(row, today) && isMine(row),
    ended: (row) => !runs(row, today),
  };
  const rows = data?.filter((row) => !row.is_voided && fits[view](row));
  const add = can('ACTIVITY_KEEP') && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('activityGroups.add')}
    </Button>
  );
  return (
    <div className={classes.page}>
      <PageHeader title={t('activityGroups.title')} hint={t('activityGroups.hint')}>
        {add}
      </PageHeader>
      <Ways />
      <div className={classes.filters}>
        <Tabs
          label={t('activityGroups.views')}
          value={view}
          options={views.map((value) => ({ value, label: t(`activityGroups.view.${value}`) }))}
          onChange={(next) => void navigate({ search: next === 'running' ? {} : { view: next }, replace: true })}
        />
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {rows?.length === 0 && (
        <Empty
          icon={IconUsersGroup}
          title={t(`activityGroups.none.${view}`)}
          hint={t('activityGroups.noneHint')}
          action={add}
        />
      )}
      {groupKinds.map((kind) => {
        const some = (rows ?? []).filter((row) => row.kind === kind);
        if (some.length === 0) return null;
        return (
          <section key={kind} className={classes.section} aria-labelledby={`groups-${kind}`}>
            <h2 id={`groups-${kind}`}>{t(`activityGroups.kind.${kind}`)}</h2>
            <ul className={classes.cards}>
              {some.map((row) => (
                <GroupCard key={row.id} row={row} />
              ))}
            </ul>
          </section>
        );
      })}
      <GroupDialog of={adding ? 'new' : undefined} onClose={() => setAdding(false)} />
    </div>
  );
}

function GroupCard({ row }: { row: Group }) {
  const { t } = useTranslation();
  const { today } = useMe();
  const members = row.members.filter((one) => runs(one, today)).length;
  return (
    <li>
      <Link to="/activity-groups/$id" params={{ id: row.id }} className={classes.card}>
        <span className={classes.head}>
          <b>{row.name}</b>
          {!runs(row, today) && <Tag>{t('activityGroups.ended')}</Tag>}
        </span>
        {row.purpose && <p>{row.purpose}</p>}
        <small>
          {[
            t('activityGroups.ledBy', { name: row.leader.name }),
            members > 0 && t('activityGroups.members', { count: members }),
            row.headcount && t('activityGroups.headcountOf', { count: row.headcount }),
            row.topics.length > 0 && t('activityGroups.topicsOf', { count: row.topics.length }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </Link>
    </li>
  );
}
