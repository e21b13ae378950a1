import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EvidenceList } from '@/shared/evidence/EvidenceList';
import { useFormat } from '@/shared/i18n/format';
import { useDueWords } from '@/shared/ui/due';
import { Tag, type Tone } from '@/shared/ui/Tag';
import classes from './Assurance.module.css';
import { type FindingAct, FindingActs } from './FindingActs';
import type { Finding } from './queries';

const severe: Record<Finding['severity'], Tone> = { low: 'calm', medium: 'soon', high: 'trouble' };

interface Props {
  row: Finding;
  linked?: boolean;
  /** The page's own title says which it is. */
  alone?: boolean;
}

/** One finding: what is wrong, who puts it right by when, every try at it, and what may be done now. */
export function FindingCard({ row, linked, alone }: Props) {
  const { t } = useTranslation();
  const { date, day } = useFormat();
  const due = useDueWords();
  const [asking, setAsking] = useState<FindingAct>();
  const may = (verb: string) => row.abilities.includes(verb);
  const { words, tone } = due(row.deadline, 3);
  const open = row.state === 'open' || row.state === 'overdue';
  const named = (act: string) => t('assurance.findings.actOf', { act, item: row.item });
  return (
    <li className={classes.finding} data-late={row.state === 'overdue' || undefined}>
      <div className={classes.tags}>
        {!alone && (
          <h3>
            {linked ? (
              <Link to="/assurance/findings/$id" params={{ id: row.id }}>
                {row.item}
              </Link>
            ) : (
              row.item
            )}
          </h3>
        )}
        <Tag tone={severe[row.severity]}>{t('assurance.findings.severe', { severity: row.severity_label })}</Tag>
        {open ? (
          <Tag tone={tone}>{words}</Tag>
        ) : (
          <Tag tone={row.state === 'closed' ? 'brand' : 'soon'}>{row.state_label}</Tag>
        )}
        {row.is_voided && <Tag>{t('assurance.voided')}</Tag>}
      </div>
      <p className={classes.words}>{row.what}</p>
      <p className={classes.small}>
        {t('assurance.findings.owner', { name: row.owner.name, day: date(row.deadline) })}
        {linked && (
          <>
            {' · '}
            <Link to="/assurance/inspections/$id" params={{ id: row.inspection.id }}>
              {row.inspection.kind} · {row.inspection.area} · {day(row.inspection.inspected_on)}
            </Link>
          </>
        )}
      </p>
      {row.is_voided && <p className={classes.small}>{t('assurance.because', { reason: row.void_reason })}</p>}
      <EvidenceList items={row.evidence} label={t('assurance.findings.before')} />
      {row.rectifications.length > 0 && (
        <ol className={classes.tries} aria-label={t('assurance.findings.tries')}>
          {row.rectifications.map((one) => (
            <li key={one.id}>
              <b>{t('assurance.findings.done', { name: one.rectified_by?.name ?? '', day: date(one.rectified_on) })}</b>
              <p className={classes.words}>{one.done}</p>
              <EvidenceList items={one.evidence} label={t('assurance.findings.after')} />
              {one.rechecked_on && (
                <p>
                  <Tag tone={one.recheck === 'ok' ? 'brand' : 'trouble'}>{one.recheck_label}</Tag>{' '}
                  {t('assurance.findings.rechecked', {
                    name: one.rechecked_by?.name ?? '',
                    day: date(one.rechecked_on),
                  })}
                </p>
              )}
              {one.remark && <p className={classes.words}>{one.remark}</p>}
            </li>
          ))}
        </ol>
      )}
      <div className={classes.acts}>
        {may('rectify') && (
          <Button size="sm" aria-label={named(t('assurance.findings.rectify'))} onClick={() => setAsking('rectify')}>
            {t('assurance.findings.rectify')}
          </Button>
        )}
        {may('recheck') && (
          <Button size="sm" aria-label={named(t('assurance.findings.recheck'))} onClick={() => setAsking('recheck')}>
            {t('assurance.findings.recheck')}
          </Button>
        )}
        {may('partial_update') && (
          <Button
            size="sm"
            variant="default"
            aria-label={named(t('assurance.change'))}
            onClick={() => setAsking('change')}
          >
            {t('assurance.change')}
          </Button>
        )}
        {may('void') && (
          <Button
            size="sm"
            variant="subtle"
            color="cinnabar"
            aria-label={named(t('assurance.void'))}
            onClick={() => setAsking('void')}
          >
            {t('assurance.void')}
          </Button>
        )}
      </div>
      {asking && <FindingActs row={row} asking={asking} onClose={() => setAsking(undefined)} />}
    </li>
  );
}
