import { Alert, Button, Select, TextInput } from '@mantine/core';
import { IconCalendarEvent, IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleagues } from '@/shared/api/lists';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useCan, useMe } from '@/shared/session/me';
import { ActDialog } from '@/shared/ui/ActDialog';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Activities.module.css';
import { ActivityRows } from './ActivityRows';
import { GroupDialog } from './GroupDialog';
import { closeGroup, type Group, groupQuery, groupsTouched, joinGroup, leaveGroup, voidGroup } from './queries';

const page = getRouteApi('/activity-groups/$id');

/** One group: who belongs to it and since when, what it works on, what it did. */
export function GroupPage() {
  const { id } = page.useParams();
  const { data, error, isPending, refetch } = useQuery(groupQuery(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return <Shown row={data} />;
}

type Open = 'change' | 'join' | 'close' | 'void' | { leaves: Group['members'][number] } | undefined;

function Shown({ row }: { row: Group }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useCan();
  const { today } = useMe();
  const [open, setOpen] = useState<Open>();
  const shut = () => setOpen(undefined);
  const drop = useWrite(voidGroup, groupsTouched, () => {
    notify(t('activityGroups.voidedNow'));
    shut();
  });
  const can = (ability: string) => row.abilities.includes(ability);
  const leaving = typeof open === 'object' ? open.leaves : undefined;
  const record = may('ACTIVITY_RECORD') && row.ends_on === null && !row.is_voided && (
    <ButtonLink to="/activities/new" search={{ group: row.id }} leftSection={<IconPlus size={18} aria-hidden />}>
      {t('programmes.recordHere')}
    </ButtonLink>
  );
  return (
    <div className={classes.page}>
      <PageHeader
        title={row.name}
        hint={
          <>
            <Tag>{row.kind_label}</Tag> {t('activityGroups.ledBy', { name: row.leader.name })} ·{' '}
            {row.ends_on
              ? `${format.date(row.starts_on)}–${format.date(row.ends_on)}`
              : t('activityGroups.since', { day: format.date(row.starts_on) })}
          </>
        }
      >
        {record}
        {can('partial_update') && (
          <Button
            variant="default"
            leftSection={<IconPencil size={18} aria-hidden />}
            onClick={() => setOpen('change')}
          >
            {t('activityGroups.change')}
          </Button>
        )}
        {can('close') && (
          <Button variant="subtle" onClick={() => setOpen('close')}>
            {t('activityGroups.close')}
          </Button>
        )}
        {can('void') && (
          <Button variant="subtle" color="cinnabar" onClick={() => setOpen('void')}>
            {t('activities.act.void')}
          </Button>
        )}
      </PageHeader>
      {row.is_voided && (
        <Alert color="cinnabar" variant="light" mb="md">
          {t('activities.voided')}
        </Alert>
      )}
      <div className={classes.panels}>
        <Panel
          title={t('activityGroups.membersLabel')}
          hint={row.headcount ? t('activityGroups.headcountOf', { count: row.headcount }) : undefined}
          aside={
            can('add_member') ? (
              <Button size="sm" variant="light" onClick={() => setOpen('join')}>
                {t('activityGroups.join')}
              </Button>
            ) : undefined
          }
        >
          {row.members.length === 0 && <p className={classes.quiet}>{t('activityGroups.noMembers')}</p>}
          <ul className={classes.people}>
            {row.members.map((one) => (
              <li key={`${one.staff.id}-${one.starts_on}`}>
                <div className={classes.person} data-past={(one.ends_on !== null && one.ends_on < today) || undefined}>
                  <b>{one.staff.name}</b>
                  <small>
                    {one.ends_on
                      ? `${format.date(one.starts_on)}–${format.date(one.ends_on)}`
                      : t('activityGroups.since', { day: format.date(one.starts_on) })}
                  </small>
                </div>
                {can('end_membership') && one.ends_on === null && (
                  <Button
                    size="sm"
                    variant="subtle"
                    aria-label={t('activityGroups.leaveOf', { name: one.staff.name })}
                    onClick={() => setOpen({ leaves: one })}
                  >
                    {t('activityGroups.leave')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Panel>
        {(row.purpose || row.topics.length > 0) && (
          <Panel title={t('activityGroups.work')} hint={row.purpose || undefined}>
            {row.topics.length > 0 ? (
              <ol className={classes.topics}>
                {row.topics.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ol>
            ) : (
              <p className={classes.quiet}>{t('activityGroups.noTopics')}</p>
            )}
          </Panel>
        )}
      </div>
      <section className={classes.section} aria-labelledby="group-activities">
        <h2 id="group-activities">{t('activityGroups.activities')}</h2>
        <ActivityRows
          filters={{ group: row.id }}
          empty={
            <Empty
              icon={IconCalendarEvent}
              title={t('programmes.noActivities')}
              hint={t('activityGroups.noActivitiesHint')}
              action={record}
            />
          }
        />
      </section>
      <GroupDialog of={open === 'change' ? row : undefined} onClose={shut} />
      <FormDialog opened={open === 'join'} onClose={shut} title={t('activityGroups.join')}>
        {open === 'join' && <Join row={row} onClose={shut} />}
      </FormDialog>
      <ActDialog
        opened={leaving !== undefined}
        onClose={shut}
        title={t('activityGroups.leaveOf', { name: leaving?.staff.name ?? '' })}
        confirm={t('activityGroups.leave')}
        fields={[{ name: 'last_day', kind: 'day', label: t('activityGroups.lastDay'), value: today }]}
        act={({ last_day }) => leaveGroup({ id: row.id, staff: leaving?.staff.id ?? '', last_day })}
        done={t('activityGroups.left')}
        touched={groupsTouched}
      />
      <ActDialog
        opened={open === 'close'}
        onClose={shut}
        title={t('activityGroups.closeTitle')}
        hint={t('activityGroups.closeHint')}
        confirm={t('activityGroups.close')}
        fields={[{ name: 'ends_on', kind: 'day', label: t('activityGroups.lastDay'), value: today }]}
        act={({ ends_on }) => closeGroup({ id: row.id, ends_on })}
        done={t('activityGroups.closedNow')}
        touched={groupsTouched}
      />
      <ReasonDialog
        opened={open === 'void'}
        onClose={shut}
        title={t('activityGroups.voidTitle')}
        hint={t('activities.askHint.void')}
        label={t('activities.reason')}
        confirm={t('activities.act.void')}
        danger
        busy={drop.isPending}
        error={drop.error}
        onConfirm={(reason) => drop.mutate({ id: row.id, reason })}
      />
    </div>
  );
}

/** A colleague joins on a day. */
function Join({ row, onClose }: { row: Group; onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useMe();
  const staff = useQuery(colleagues);
  const [who, setWho] = useState<string | null>(null);
  const [day, setDay] = useState(today);
  const [asked, setAsked] = useState(false);
  const inside = row.members.filter((one) => one.ends_on === null).map((one) => one.staff.id);
  const save = useWrite(joinGroup, groupsTouched, () => {
    notify(t('activityGroups.joined'));
    onClose();
  });
  const refused = refusals(save.error);
  return (
    <FormBody
      confirm={t('activityGroups.join')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (who && day) save.mutate({ id: row.id, staff: who, starts_on: day });
      }}
      onClose={onClose}
      fields={['staff', 'starts_on']}
    >
      <Select
        label={t('activityGroups.colleague')}
        withAsterisk
        searchable
        limit={80}
        data={(staff.data?.value ?? [])
          .filter((one) => !inside.includes(one.id))
          .map((one) => ({ value: one.id, label: one.name }))}
        value={who}
        onChange={setWho}
        error={asked && !who ? t('error.required') : refused.staff}
      />
      <TextInput
        label={t('activityGroups.starts_on')}
        type="date"
        withAsterisk
        value={day}
        onChange={({ currentTarget }) => setDay(currentTarget.value)}
        error={asked && !day ? t('error.required') : refused.starts_on}
      />
    </FormBody>
  );
}
