import { Alert } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EvidenceList } from '@/shared/evidence/EvidenceList';
import { contentOf, isImage } from '@/shared/evidence/files';
import { useFormat } from '@/shared/i18n/format';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { AwardActs } from './AwardActs';
import classes from './Awards.module.css';
import { type Award, awardQuery } from './queries';
import { StateTag } from './StateTag';
import { useRank } from './useRank';

const page = getRouteApi('/awards/$id');

/** One award: what the certificate says, beside the certificate itself. */
export function AwardPage() {
  const { t } = useTranslation();
  const { id } = page.useParams();
  const { data: award, error, isPending, refetch } = useQuery(awardQuery(id));
  if (isPending) return <PageSkeleton />;
  if (!award) return <Failure error={error} reset={refetch} />;
  const waits = award.abilities.includes('verify');
  return (
    <div className={classes.page}>
      <p className={classes.back}>
        <Link to="/awards" activeOptions={{ exact: true }} search={waits ? { view: 'waiting' } : {}}>
          {t('awards.back')}
        </Link>
      </p>
      <PageHeader title={award.title} hint={<StateTag award={award} />}>
        {award.abilities.includes('partial_update') && (
          <ButtonLink
            to="/awards/$id/edit"
            params={{ id }}
            variant="light"
            leftSection={<IconPencil size={18} aria-hidden />}
          >
            {t('awards.change')}
          </ButtonLink>
        )}
      </PageHeader>
      <Standing award={award} />
      <div className={classes.panels}>
        <Facts award={award} />
        <Panel title={t('awards.proof')} hint={award.evidence.length ? undefined : t('awards.proofNone')}>
          {award.evidence.map(
            (item) =>
              isImage(item) &&
              !item.is_withdrawn && (
                <a key={item.id} href={contentOf(item.id)} target="_blank" rel="noopener" className={classes.scan}>
                  <img src={contentOf(item.id)} alt={t('awards.scanOf', { title: item.title })} loading="lazy" />
                </a>
              ),
          )}
          <EvidenceList items={award.evidence} label={t('awards.proof')} />
        </Panel>
      </div>
      <AwardActs award={award} />
    </div>
  );
}

/** Why it does not count yet, or no more. */
function Standing({ award }: { award: Award }) {
  const { t } = useTranslation();
  if (award.is_voided)
    return (
      <Alert color="gray" variant="light" mb="md">
        {t('awards.voidedBecause', { why: award.void_reason })}
      </Alert>
    );
  if (award.decision)
    return (
      <Alert color={award.state === 'rejected' ? 'cinnabar' : 'amber'} variant="light" mb="md">
        {t(award.state === 'rejected' ? 'awards.rejectedBecause' : 'awards.sentBackBecause', { why: award.decision })}
      </Alert>
    );
  if (award.state === 'declared')
    return (
      <Alert color="amber" variant="light" mb="md">
        {t(award.evidence.length ? 'awards.waits' : 'awards.waitsForScan')}
      </Alert>
    );
  return null;
}

function Facts({ award }: { award: Award }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts: [string, ReactNode][] = [
    [t('awards.recipient'), award.recipient_label],
    [
      t('awards.winners'),
      award.winners.length > 0 && (
        <ol className={classes.winners}>
          {award.winners.map((one) => (
            <li key={one.staff?.id ?? one.student?.id ?? one.school_class?.id}>
              {one.name}
              {one.student?.school_class && <small> {one.student.school_class.name}</small>}
            </li>
          ))}
        </ol>
      ),
    ],
    [t('awards.nature'), award.nature_label],
    [t('awards.levelAndGrade'), [award.level_label, award.grade_label].join(' · ')],
    [t('awards.issuer'), award.issuer],
    [t('awards.awardedOn'), format.date(award.awarded_on)],
    [t('awards.validUntil'), award.valid_until && format.date(award.valid_until)],
    [t('awards.number'), award.certificate_number],
    [t('awards.below'), award.progression_of && <OtherLevel award={award.progression_of} />],
    [
      t('awards.above'),
      award.progressed_to.length > 0 && award.progressed_to.map((one) => <OtherLevel key={one.id} award={one} />),
    ],
    [t('awards.declaredBy'), award.declared_by && `${award.declared_by.name} · ${format.date(award.declared_at)}`],
    [
      t(award.state === 'verified' ? 'awards.verifiedBy' : 'awards.decidedBy'),
      award.decided_by && award.decided_at && `${award.decided_by.name} · ${format.date(award.decided_at)}`,
    ],
  ];
  return (
    <Panel title={t('awards.certificate')} hint={t(award.counts ? 'awards.counts' : 'awards.countsNot')}>
      <dl className={classes.facts}>
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Panel>
  );
}

function OtherLevel({ award }: { award: Award['progressed_to'][number] }) {
  const rank = useRank();
  return (
    <Link to="/awards/$id" params={{ id: award.id }} className={classes.other}>
      {award.title} · {rank(award)}
    </Link>
  );
}
