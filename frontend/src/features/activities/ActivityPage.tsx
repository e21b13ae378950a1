import { Alert, Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { EvidenceList } from '@/shared/evidence/EvidenceList';
import { useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Activities.module.css';
import { StateTag, useProgrammeName } from './ActivityRows';
import { HoldDialog } from './HoldDialog';
import { People } from './People';
import { type ActivityDetail, activityQuery, cancelActivity, touched, voidActivity } from './queries';
import { Reflections } from './Reflections';

const page = getRouteApi('/activities/$id');

/** One activity: what, when, who was there, what came of it, and what those who were there make of it. */
export function ActivityPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { today } = useMe();
  const { id } = page.useParams();
  const { data: row, error, isPending, refetch } = useQuery(activityQuery(id));
  const [holding, setHolding] = useState(false);
  if (isPending) return <PageSkeleton />;
  if (!row) return <Failure error={error} reset={refetch} />;
  const can = (ability: string) => row.abilities.includes(ability);
  const isDue = row.state === 'planned' && row.happened_on <= today;
  return (
    <div className={classes.page}>
      <PageHeader title={row.topic} hint={`${row.kind.name} · ${format.fullDate(row.happened_on)}`}>
        {can('hold') && <Button onClick={() => setHolding(true)}>{t('activities.hold')}</Button>}
        {can('partial_update') && (
          <ButtonLink
            to="/activities/$id/edit"
            params={{ id }}
            variant="light"
            leftSection={<IconPencil size={18} aria-hidden />}
          >
            {t('activities.edit')}
          </ButtonLink>
        )}
        {can('cancel') && <WithReason row={row} act="cancel" />}
        {can('void') && row.state === 'held' && <WithReason row={row} act="void" />}
      </PageHeader>
      {row.is_voided && (
        <Alert color="cinnabar" variant="light" mb="md">
          {t('activities.voidedBecause', { reason: row.void_reason })}
        </Alert>
      )}
      {!row.is_voided && row.state === 'cancelled' && (
        <Alert color="cinnabar" variant="light" mb="md">
          {t('activities.cancelledBecause', { reason: row.cancel_reason })}
        </Alert>
      )}
      {isDue && (
        <Alert color="amber" variant="light" mb="md">
          {t(can('hold') ? 'activities.isDue' : 'activities.isDueOther', { name: row.organiser.name })}
        </Alert>
      )}
      <div className={classes.panels}>
        <div className={classes.column}>
          <Facts row={row} />
          {row.outcome && (
            <Panel title={t('activities.outcome')}>
              <p className={classes.text}>{row.outcome}</p>
            </Panel>
          )}
          {(row.evidence.length > 0 || can('partial_update')) && (
            <Panel title={t('activities.evidence')} hint={t('activities.evidenceHint')}>
              {row.evidence.length > 0 ? (
                <EvidenceList items={row.evidence} />
              ) : (
                <p className={classes.quiet}>{t('activities.noEvidence')}</p>
              )}
            </Panel>
          )}
        </div>
        <div className={classes.column}>
          <People row={row} />
          {row.state === 'held' && !row.is_voided && <Reflections row={row} />}
        </div>
      </div>
      <HoldDialog row={holding ? row : undefined} onClose={() => setHolding(false)} />
    </div>
  );
}

function Facts({ row }: { row: ActivityDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const programmeName = useProgrammeName();
  const { programme, phase, group } = row;
  const lines: [string, React.ReactNode][] = [
    [
      t('activities.when'),
      row.ends_on
        ? `${format.fullDate(row.happened_on)} – ${format.fullDate(row.ends_on)}`
        : format.fullDate(row.happened_on),
    ],
    [t('activities.where'), row.venue],
    [t('activities.organiser'), [row.organiser.name, row.unit].filter(Boolean).join(' · ')],
    [t('activities.classes'), format.list(row.classes.map((one) => one.name))],
    [t('activities.headcount'), row.headcount !== null && t('activities.headcountOf', { count: row.headcount })],
    [t('activities.hours'), row.hours !== null && t('activities.hoursOf', { count: row.hours })],
    [t('activities.levelLabel'), row.research_level_label],
    [t('activities.domainLabel'), row.domain_label],
    [t('activities.issue'), row.issue !== null && t('activities.issueOf', { number: row.issue })],
    [
      t('activities.programme'),
      programme && (
        <>
          <Link to="/programmes/$id" params={{ id: programme.id }}>
            {programmeName(programme)}
          </Link>
          {phase && ` · ${phase.name}`}
        </>
      ),
    ],
    [
      t('activities.group'),
      group && (
        <Link to="/activity-groups/$id" params={{ id: group.id }}>
          {group.name}
        </Link>
      ),
    ],
  ];
  return (
    <Panel title={t('activities.what')}>
      <dl className={classes.facts}>
        <dt>{t('activities.kind')}</dt>
        <dd>
          <Tag>{row.kind.area_label}</Tag> {row.kind.name} <StateTag row={row} />
        </dd>
        {lines
          .filter(([, what]) => Boolean(what))
          .map(([label, what]) => (
            <div key={label} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>{what}</dd>
            </div>
          ))}
      </dl>
    </Panel>
  );
}

/** It will not be, or it was entered by mistake: both stay to be read, with the reason. */
function WithReason({ row, act }: { row: ActivityDetail; act: 'cancel' | 'void' }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const write = useWrite(act === 'cancel' ? cancelActivity : voidActivity, touched, () => {
    notify(t(`activities.done.${act}`));
    setAsking(false);
  });
  return (
    <>
      <Button variant="subtle" color="cinnabar" onClick={() => setAsking(true)}>
        {t(`activities.act.${act}`)}
      </Button>
      <ReasonDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t(`activities.ask.${act}`)}
        hint={t(`activities.askHint.${act}`)}
        label={t('activities.reason')}
        confirm={t(`activities.act.${act}`)}
        danger
        busy={write.isPending}
        error={write.error}
        onConfirm={(reason) => write.mutate({ id: row.id, reason })}
      />
    </>
  );
}
