import { Button } from '@mantine/core';
import { IconChecks, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/session/me';
import { AskDialog } from '@/shared/ui/AskDialog';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import { NewProposal } from './NewProposal';
import { ProposalRow } from './ProposalRow';
import classes from './Proposals.module.css';
import { type Entry, proposalsQuery, propose, registerQuery, useRefresh } from './queries';
import { SweepRow } from './SweepRow';

/** September: the class's register, entry by entry. Still so, ended, or somebody new. */
export function Sweep() {
  const { t } = useTranslation();
  const { today } = useMe();
  const register = useQuery(registerQuery(today));
  const open = useQuery(proposalsQuery('open'));
  const closed = useQuery(proposalsQuery('closed'));
  const [adding, setAdding] = useState(false);
  if (register.isPending || open.isPending) return <PageSkeleton />;
  if (!register.data || !open.data) return <Failure error={register.error ?? open.error} reset={register.refetch} />;
  const asked = new Set(open.data.map((row) => row.circumstance));
  const due = register.data.filter((row) => row.is_review_due && !asked.has(row.id));
  const seen = register.data.filter((row) => !row.is_review_due && !row.ends_on && !asked.has(row.id));
  const sentBack = (closed.data ?? []).filter(
    (row) => row.state === 'sent_back' && !open.data.some((other) => sameThing(other, row)),
  );
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('proposals.add')}
    </Button>
  );
  return (
    <div className={classes.groups}>
      <Panel
        title={t('proposals.toReview', { count: due.length })}
        hint={t('proposals.toReviewHint')}
        aside={<Rest rows={due} />}
      >
        {due.length === 0 && (
          <Empty icon={IconChecks} title={t('proposals.allSeen')} hint={t('proposals.allSeenHint')} />
        )}
        <ul className={rowClasses.rows}>
          {due.map((row) => (
            <SweepRow key={row.id} row={row} today={today} />
          ))}
        </ul>
        <div className={classes.foot}>{add}</div>
      </Panel>
      {sentBack.length > 0 && (
        <Panel title={t('proposals.sentBackToYou')} hint={t('proposals.sentBackToYouHint')}>
          <ul className={rowClasses.rows}>
            {sentBack.map((row) => (
              <ProposalRow key={row.id} row={row} />
            ))}
          </ul>
        </Panel>
      )}
      {open.data.length > 0 && (
        <Panel title={t('proposals.onTheWay', { count: open.data.length })}>
          <ul className={rowClasses.rows}>
            {open.data.map((row) => (
              <ProposalRow key={row.id} row={row} />
            ))}
          </ul>
        </Panel>
      )}
      {seen.length > 0 && (
        <Panel title={t('proposals.seen', { count: seen.length })} hint={t('proposals.seenHint')}>
          <ul className={rowClasses.rows}>
            {seen.map((row) => (
              <SweepRow key={row.id} row={row} today={today} />
            ))}
          </ul>
        </Panel>
      )}
      <NewProposal opened={adding} onClose={() => setAdding(false)} today={today} />
    </div>
  );
}

interface Thing {
  student: { id: string };
  category: { code: string };
  kind: string;
}
const sameThing = (a: Thing, b: Thing) =>
  a.student.id === b.student.id && a.category.code === b.category.code && a.kind === b.kind;

/** Everything not touched is still so: one press, asked once, a proposal each. */
function Rest({ rows }: { rows: Entry[] }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  if (rows.length < 2) return null;
  const all = async () => {
    setBusy(true);
    try {
      for (const row of rows) await propose({ kind: 'stay', circumstance: row.id });
      notify(t('proposals.restDone', { count: rows.length }));
    } catch (error) {
      notifyProblem(error);
    } finally {
      setBusy(false);
      setAsking(false);
      await refresh();
    }
  };
  return (
    <>
      <Button size="sm" variant="light" onClick={() => setAsking(true)}>
        {t('proposals.rest', { count: rows.length })}
      </Button>
      <AskDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('proposals.rest', { count: rows.length })}
        hint={t('proposals.restHint', { count: rows.length })}
        confirm={t('proposals.restConfirm')}
        busy={busy}
        onConfirm={() => void all()}
      />
    </>
  );
}
