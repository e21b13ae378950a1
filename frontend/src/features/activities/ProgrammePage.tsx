import { Alert, Button } from '@mantine/core';
import { IconCalendarEvent, IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { Tag } from '@/shared/ui/Tag';
import classes from './Activities.module.css';
import { ActivityRows, useProgrammeName } from './ActivityRows';
import { ProgrammeDialog } from './ProgrammeDialog';
import { type Programme, programmeQuery, touched, voidProgramme } from './queries';

const page = getRouteApi('/programmes/$id');

/** One programme: its phases, what is talked about, and the activities that belong to it. */
export function ProgrammePage() {
  const { id } = page.useParams();
  const { data, error, isPending, refetch } = useQuery(programmeQuery(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return <Shown row={data} />;
}

function Shown({ row }: { row: Programme }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useCan();
  const name = useProgrammeName();
  const navigate = page.useNavigate();
  const asked = page.useSearch().phase;
  const phase = row.phases.find((one) => one.id === asked)?.id;
  const [changing, setChanging] = useState(false);
  const [voiding, setVoiding] = useState(false);
  const drop = useWrite(voidProgramme, touched, () => {
    notify(t('programmes.voidedNow'));
    setVoiding(false);
  });
  const can = (ability: string) => row.abilities.includes(ability);
  const record = may('ACTIVITY_RECORD') && !row.is_voided && (
    <ButtonLink
      to="/activities/new"
      search={{ programme: row.id, ...(phase && { phase }) }}
      leftSection={<IconPlus size={18} aria-hidden />}
    >
      {t('programmes.recordHere')}
    </ButtonLink>
  );
  return (
    <div className={classes.page}>
      <PageHeader
        title={name(row)}
        hint={
          <>
            <Tag>{row.kind_label}</Tag> {row.slogan && <>{row.slogan} · </>}
            {format.date(row.starts_on)}–{format.date(row.ends_on)} · {t('programmes.held', { count: row.held })}
          </>
        }
      >
        {record}
        {can('partial_update') && (
          <Button
            variant="default"
            leftSection={<IconPencil size={18} aria-hidden />}
            onClick={() => setChanging(true)}
          >
            {t('programmes.change')}
          </Button>
        )}
        {can('void') && (
          <Button variant="subtle" color="cinnabar" onClick={() => setVoiding(true)}>
            {t('activities.act.void')}
          </Button>
        )}
      </PageHeader>
      {row.is_voided && (
        <Alert color="cinnabar" variant="light" mb="md">
          {t('activities.voidedBecause', { reason: row.void_reason })}
        </Alert>
      )}
      {row.topics.length > 0 && (
        <Panel title={t('programmes.topics')}>
          <ol className={classes.topics}>
            {row.topics.map((one) => (
              <li key={one.id}>{one.title}</li>
            ))}
          </ol>
        </Panel>
      )}
      <section className={classes.section} aria-labelledby="programme-activities">
        <h2 id="programme-activities">{t('programmes.activities')}</h2>
        {row.phases.length > 0 && (
          <Tabs
            label={t('programmes.phases')}
            value={phase ?? 'all'}
            options={[
              { value: 'all', label: t('programmes.everyPhase') },
              ...row.phases.map((one) => ({
                value: one.id,
                label: `${one.name} ${format.day(one.starts_on)}–${format.day(one.ends_on)}`,
              })),
            ]}
            onChange={(next) => void navigate({ search: next === 'all' ? {} : { phase: next }, replace: true })}
          />
        )}
        <ActivityRows
          filters={{ programme: row.id, earliest: true, ...(phase && { phase }) }}
          empty={
            <Empty
              icon={IconCalendarEvent}
              title={t('programmes.noActivities')}
              hint={t('programmes.noActivitiesHint')}
              action={record}
            />
          }
        />
      </section>
      <ProgrammeDialog of={changing ? row : undefined} onClose={() => setChanging(false)} />
      <ReasonDialog
        opened={voiding}
        onClose={() => setVoiding(false)}
        title={t('programmes.voidTitle')}
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
