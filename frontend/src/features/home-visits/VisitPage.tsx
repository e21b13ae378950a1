import { Alert } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useUnsentSubjects } from '@/shared/offline/useOutbox';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { Agreements } from './Agreements';
import { Declined } from './Declined';
import { History } from './History';
import { Narrative } from './Narrative';
import { visitQuery } from './queries';
import type { HomeVisit } from './schema';
import { usePurposeNames } from './usePurposes';
import classes from './VisitPage.module.css';
import { VoidVisit } from './VoidVisit';

const page = getRouteApi('/visits/$id');
const tones = { waiting: 'soon', confirmed: 'brand', denied: 'trouble' } as const;

export function VisitPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { id } = page.useParams();
  const canDo = useCan();
  const { data: visit, error, isPending, refetch } = useQuery(visitQuery(id));
  const reads = useCan();
  const changing = useUnsentSubjects('home-visit-change').has(id);
  if (isPending) return <PageSkeleton />;
  if (!visit) return <Failure error={error} reset={refetch} />;
  const can = (ability: string) => visit.abilities.includes(ability);
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('visitPage.title', { name: visit.student.name })}
        hint={[visit.student.school_class?.name, format.date(visit.visited_on)].filter(Boolean).join(' · ')}
      >
        {can('partial_update') && !visit.voided_at && (
          <ButtonLink
            to="/visits/$id/edit"
            params={{ id }}
            variant="light"
            leftSection={<IconPencil size={18} aria-hidden />}
          >
            {t('visitPage.edit')}
          </ButtonLink>
        )}
        {can('void') && !visit.voided_at && <VoidVisit id={id} />}
      </PageHeader>
      {visit.voided_at && (
        <Alert color="cinnabar" variant="light" mb="md">
          {t('visitPage.voidedOn', { date: format.date(visit.voided_at), reason: visit.void_reason })}
        </Alert>
      )}
      {changing && (
        <Alert color="amber" variant="light" mb="md" role="status">
          {t('visitPage.pending')} <Link to="/outbox">{t('today.see')}</Link>
        </Alert>
      )}
      <div className={classes.panels}>
        <Facts visit={visit} />
        {visit.outcome === 'declined' && !visit.voided_at && <Declined visit={visit} />}
        <Narrative visit={visit} />
        <Agreements agreed={visit.agreed} />
        {visit.suggestion && (
          <Panel title={t('visitPage.suggestion')}>
            <p className={classes.text}>{visit.suggestion}</p>
          </Panel>
        )}
        {can('history') && <History id={id} />}
      </div>
      <nav className={classes.ways} aria-label={t('visitPage.ways')}>
        <Link to="/visits" search={{ student: visit.student.id }}>
          {t('visitPage.studentVisits')}
        </Link>
        {visit.purposes !== undefined && reads('CIRCUMSTANCE_READ') && (
          <Link to="/children/$id/file" params={{ id: visit.student.id }}>
            {t('visitPage.childFile')}
          </Link>
        )}
        {canDo('CONCERN_REPORT') && visit.has_concern && <Link to="/concerns">{t('concerns.splitOff')}</Link>}
        {canDo('CONCERN_REPORT') && (
          <Link to="/concerns/new" search={{ student: visit.student.id, visit: id, day: visit.visited_on }}>
            {t('concerns.split')}
          </Link>
        )}
      </nav>
    </div>
  );
}

function Facts({ visit }: { visit: HomeVisit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const purposes = usePurposeNames(visit.purposes);
  return (
    <Panel title={t('visitPage.what')}>
      <dl className={classes.facts}>
        <dt>{t('visit.channel')}</dt>
        <dd>{t(`visit.channels.${visit.channel as 'phone'}`)}</dd>
        <dt>{t('visit.outcome')}</dt>
        <dd>{t(`visit.outcomes.${visit.outcome as 'done'}`)}</dd>
        {purposes.length > 0 && (
          <>
            <dt>{t('visitPage.purposes')}</dt>
            <dd>{format.list(purposes.map((p) => p.purpose))}</dd>
          </>
        )}
        {visit.received_by && (
          <>
            <dt>{t('visit.receivedBy')}</dt>
            <dd>{t(`visit.receivers.${visit.received_by as 'other'}`)}</dd>
          </>
        )}
        {visit.companions.length > 0 && (
          <>
            <dt>{t('visit.companions')}</dt>
            <dd>
              {visit.companions.map((c) => (
                <span key={c.id} className={classes.companion}>
                  {c.name} <Tag tone={tones[c.answer]}>{t(`companions.answers.${c.answer}`)}</Tag>
                  {c.denial_reason && <small>{t('companions.said', { reason: c.denial_reason })}</small>}
                </span>
              ))}
            </dd>
          </>
        )}
        {visit.round && (
          <>
            <dt>{t('rounds.made')}</dt>
            <dd>{visit.round.area}</dd>
          </>
        )}
        <dt>{t('visit.integrity')}</dt>
        <dd>{visit.integrity ? t('visitPage.integrityYes') : t('visitPage.integrityNo')}</dd>
        <dt>{t('visitPage.recorded')}</dt>
        <dd>
          {t('visitPage.recordedBy', { name: visit.recorded_by?.name ?? '', time: format.moment(visit.recorded_at) })}{' '}
          {visit.is_late && <Tag>{t('visits.late')}</Tag>}
        </dd>
      </dl>
    </Panel>
  );
}
