import { TextInput } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { byName } from '@/shared/pairs/months';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Panel } from '@/shared/ui/Panel';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Pairs.module.css';
import { allPairs, type Pair } from './queries';
import { StateTag } from './StateTag';

const MANY = 12;
const groups = ['attention', 'active', 'suspended', 'draft'] as const;
const past = ['completed', 'terminated', 'withdrawn'] as const;

/** What waits for the school stands first, whatever state the pair is in. */
const groupOf = (pair: Pair) =>
  pair.has_open_exit || pair.is_to_complete || pair.waits_for.includes('school') ? 'attention' : pair.state;

export default function All() {
  const { t } = useTranslation();
  const { data: rows, error, isPending, refetch } = useQuery(allPairs);
  const [wanted, setWanted] = useState('');
  if (isPending) return <PageSkeleton />;
  if (!rows) return <Failure error={error} reset={refetch} />;
  if (rows.length === 0) return <Empty icon={IconUsers} title={t('pairs.none')} hint={t('pairs.noneHint')} />;
  const shown = rows
    .filter(({ mentor, mentee }) => `${mentor.name} ${mentee.name}`.includes(wanted.trim()))
    .sort(byName);
  const of = (group: string) => shown.filter((pair) => groupOf(pair) === group);
  const over = past.map((state) => ({ state, pairs: of(state) })).filter(({ pairs }) => pairs.length > 0);
  return (
    <div className={classes.groups}>
      <div className={classes.tools}>
        {rows.length > MANY && (
          <TextInput
            type="search"
            label={t('pairs.find')}
            value={wanted}
            onChange={({ currentTarget }) => setWanted(currentTarget.value)}
          />
        )}
        <ExportButton path="/api/v1/mentor-pairs/export/" count={rows.length} label={t('pairs.export')} />
      </div>
      {shown.length === 0 && <p className={classes.note}>{t('pairs.notFound')}</p>}
      {groups.map((group) => {
        const pairs = of(group);
        if (pairs.length === 0) return null;
        return (
          <Panel key={group} title={t(`pairs.group.${group}`, { count: pairs.length })}>
            <ul className={rowClasses.rows}>
              {pairs.map((pair) => (
                <Row key={pair.id} pair={pair} group={group} />
              ))}
            </ul>
          </Panel>
        );
      })}
      {over.map(({ state, pairs }) => (
        <details key={state} className={classes.fold}>
          <summary>{t(`pairs.group.${state}`, { count: pairs.length })}</summary>
          <ul className={`${rowClasses.rows} ${classes.folded}`}>
            {pairs.map((pair) => (
              <Row key={pair.id} pair={pair} group={state} />
            ))}
          </ul>
        </details>
      ))}
    </div>
  );
}

function Row({ pair, group }: { pair: Pair; group: string }) {
  const { t } = useTranslation();
  const { date, list } = useFormat();
  const waits = pair.waits_for.map((side) => t(`pairs.sides.${side}`));
  return (
    <li>
      <div className={rowClasses.what}>
        <div className={rowClasses.name}>
          <Link to="/pairs/$id" params={{ id: pair.id }}>
            <b>{t('pairs.two', { mentor: pair.mentor.name, mentee: pair.mentee.name })}</b>
          </Link>
          <small>{[pair.subject || pair.field_label, pair.form_label].join(' · ')}</small>
        </div>
        <p className={rowClasses.small}>
          {t('pairs.fromTo', { first: date(pair.starts_on), last: date(pair.ends_on) })}
          {pair.began !== 'new' && ` · ${pair.began_label}`}
          {pair.suspended_since && ` · ${t('pairs.suspendedSince', { date: date(pair.suspended_since) })}`}
        </p>
      </div>
      <div className={rowClasses.acts}>
        {waits.length > 0 && <Tag tone="soon">{t('pairs.waitsFor', { who: list(waits) })}</Tag>}
        {!(waits.length > 0 && pair.state === 'draft') && <StateTag pair={pair} quiet={group === pair.state} />}
      </div>
    </li>
  );
}
