import { Button } from '@mantine/core';
import { IconSignature, IconWritingSign } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { useDueWords } from '@/shared/ui/due';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Panel } from '@/shared/ui/Panel';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Assurance.module.css';
import { PledgeTag } from './PledgeTag';
import { type Round, roundList } from './queries';
import { RoundDialog } from './RoundDialog';
import { useTermWords } from './useTermWords';

const PledgeForms = lazy(() => import('./PledgeForms'));

/** 责任书: what waits for my signature stands first, then every round of signing. */
export default function Pledges() {
  const { t } = useTranslation();
  const can = useCan();
  const { data: rows, error, isPending, refetch } = useQuery(roundList);
  const [opening, setOpening] = useState(false);
  const keeps = can('PLEDGE_KEEP');
  if (isPending) return <PageSkeleton />;
  if (!rows) return <Failure error={error} reset={refetch} />;
  const waiting = rows.filter((row) => row.abilities.includes('sign') || row.abilities.includes('countersign'));
  const others = rows.filter((row) => !waiting.includes(row));
  return (
    <div className={classes.stack}>
      {rows.length === 0 && (
        <Empty
          icon={IconWritingSign}
          title={t('assurance.pledges.none')}
          hint={t(keeps ? 'assurance.pledges.noneKeeper' : 'assurance.pledges.noneHint')}
        />
      )}
      {waiting.length > 0 && (
        <Panel title={t('assurance.pledges.waiting', { count: waiting.length })}>
          <ul className={rowClasses.rows}>
            {waiting.map((row) => (
              <Waiting key={row.id} row={row} />
            ))}
          </ul>
        </Panel>
      )}
      {rows.length > 0 && (
        <Panel
          title={t('assurance.pledges.rounds', { count: others.length })}
          aside={
            <ExportButton
              path="/api/v1/pledge-rounds/export/"
              count={rows.length}
              label={t('assurance.pledges.export')}
            />
          }
        >
          {others.length === 0 && <p className={classes.note}>{t('assurance.pledges.noOthers')}</p>}
          <ul className={rowClasses.rows}>
            {others.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ul>
        </Panel>
      )}
      {keeps && (
        <>
          <div className={classes.tools}>
            <Button leftSection={<IconSignature size={18} aria-hidden />} onClick={() => setOpening(true)}>
              {t('assurance.pledges.open')}
            </Button>
          </div>
          <Suspense fallback={<PageSkeleton />}>
            <PledgeForms />
          </Suspense>
          <RoundDialog opened={opening} onClose={() => setOpening(false)} />
        </>
      )}
    </div>
  );
}

function Title({ row }: { row: Round }) {
  const { t } = useTranslation();
  const term = useTermWords();
  return (
    <div className={rowClasses.name}>
      <Link to="/assurance/pledges/$id" params={{ id: row.id }}>
        <b>{row.version.form.title}</b>
      </Link>
      <small>
        {term(row.term)} · {t('assurance.pledges.version', { number: row.version.number })}
      </small>
    </div>
  );
}

function Waiting({ row }: { row: Round }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const due = useDueWords();
  const signs = row.abilities.includes('sign');
  const { words, tone } = due(row.due_on, 7);
  return (
    <li>
      <div className={rowClasses.what}>
        <Title row={row} />
        <p className={rowClasses.small}>
          {t(signs ? 'assurance.pledges.signBy' : 'assurance.pledges.beside', {
            day: day(row.due_on),
            count: row.to_countersign,
          })}
        </p>
      </div>
      <div className={rowClasses.acts}>
        {signs && <Tag tone={tone}>{words}</Tag>}
        <ButtonLink
          size="sm"
          to="/assurance/pledges/$id"
          params={{ id: row.id }}
          aria-label={t(signs ? 'assurance.pledges.readOf' : 'assurance.pledges.countersignOf', {
            title: row.version.form.title,
          })}
        >
          {t(signs ? 'assurance.pledges.read' : 'assurance.pledges.countersign')}
        </ButtonLink>
      </div>
    </li>
  );
}

function Row({ row }: { row: Round }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  return (
    <li>
      <div className={rowClasses.what}>
        <Title row={row} />
        <p className={rowClasses.small}>
          {t('assurance.fromTo', { first: date(row.opens_on), last: date(row.due_on) })}
        </p>
      </div>
      <div className={rowClasses.acts}>
        <span>{t('assurance.pledges.signed', { signed: row.signed, must: row.must_sign })}</span>
        {row.mine && <PledgeTag state={row.mine.state} label={row.mine.state_label} mine />}
      </div>
    </li>
  );
}
