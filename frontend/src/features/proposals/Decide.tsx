import { Button } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AskDialog } from '@/shared/ui/AskDialog';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import { ProposalRow } from './ProposalRow';
import classes from './Proposals.module.css';
import { type Proposal, proposalsQuery, takeStep, useRefresh } from './queries';

/** What waits for this person's step, class by class. */
export function Decide({ step }: { step: 'check' | 'confirm' }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(proposalsQuery('open'));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  const mine = data.filter((row) => row.waits_for === step && row.abilities.includes(step));
  const elsewhere = step === 'confirm' ? data.filter((row) => row.waits_for === 'check').length : 0;
  return (
    <div className={classes.groups}>
      {elsewhere > 0 && <p className={rowClasses.count}>{t('proposals.elsewhere', { count: elsewhere })}</p>}
      {mine.length === 0 && (
        <Empty icon={IconChecks} title={t('proposals.nothing')} hint={t(`proposals.nothingHint.${step}`)} />
      )}
      {[...byClass(mine)].map(([name, rows]) => (
        <ClassGroup key={name} name={name || t('proposals.noClass')} rows={rows} step={step} />
      ))}
    </div>
  );
}

/** 三年级(2)班 → 2: classes stand in the order of their grades. A child in no class comes last. */
const gradeOf = (name: string) => (name ? '一二三四五六七八九高'.indexOf(name.charAt(0)) : Number.MAX_SAFE_INTEGER);

function byClass(rows: readonly Proposal[]): Map<string, Proposal[]> {
  const groups = new Map<string, Proposal[]>();
  for (const row of rows) {
    const name = row.student.school_class?.name ?? '';
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return new Map([...groups].sort(([a], [b]) => gradeOf(a) - gradeOf(b) || a.localeCompare(b, 'zh-Hans')));
}

function ClassGroup({ name, rows, step }: { name: string; rows: Proposal[]; step: 'check' | 'confirm' }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const all = async () => {
    setBusy(true);
    try {
      for (const row of rows) await takeStep({ id: row.id, verb: step });
      notify(t(`proposals.doneAll.${step}`, { name, count: rows.length }));
    } catch (error) {
      notifyProblem(error);
    } finally {
      setBusy(false);
      setAsking(false);
      await refresh();
    }
  };
  return (
    <Panel
      title={name}
      aside={
        rows.length > 1 && (
          <Button size="sm" variant="light" onClick={() => setAsking(true)}>
            {t(`proposals.all.${step}`, { count: rows.length })}
          </Button>
        )
      }
    >
      <ul className={rowClasses.rows}>
        {rows.map((row) => (
          <ProposalRow key={row.id} row={row} />
        ))}
      </ul>
      <AskDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t(`proposals.all.${step}`, { count: rows.length })}
        hint={t(`proposals.allHint.${step}`, { name, count: rows.length })}
        confirm={t(`proposals.${step}`)}
        busy={busy}
        onConfirm={() => void all()}
      />
    </Panel>
  );
}
