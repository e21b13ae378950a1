import { Button, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import type { OutboxItem } from '@/shared/offline/items';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Tag } from '@/shared/ui/Tag';
import classes from './Award.module.css';
import { takeBack, undoBatch } from './give';
import type { Batch } from './kept';
import { AWARD, type Award, UNDO, type Undo } from './send';

const SHOWN = 8;

/** What I gave lately, newest first, with what did not count and what can still be undone. */
export function Recent({ batches, waiting }: { batches: readonly Batch[]; waiting: readonly OutboxItem[] }) {
  const { t } = useTranslation();
  const now = useNow();
  const awards = waiting.filter((row) => row.kind === AWARD && row.state === 'queued').reverse();
  const undone = waiting.flatMap((row) => (row.kind === UNDO ? [row.body as Undo] : []));
  const shown = batches.slice(0, SHOWN);
  if (awards.length + shown.length === 0) return null;
  return (
    <Panel title={t('civility.recent')}>
      <ul className={classes.recent}>
        {awards.map((row) => (
          <WaitingRow key={row.id} row={row} />
        ))}
        {shown.map((batch) => (
          <BatchRow key={batch.id} batch={batch} now={now} undone={undone.filter((one) => one.batch === batch.id)} />
        ))}
      </ul>
    </Panel>
  );
}

/** The window closes while the page is open. */
function useNow() {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function WaitingRow({ row }: { row: OutboxItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li>
      <div>
        <b className={classes.label}>{row.label}</b>
        <small>{format.time(row.createdAt)}</small>
      </div>
      <Tag tone="soon">{t('civility.waiting')}</Tag>
      <Undoing onClick={() => void takeBack(row.id, row.body as Award)} label={row.label} />
    </li>
  );
}

function BatchRow({ batch, now, undone }: { batch: Batch; now: number; undone: readonly Undo[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const standing = batch.entries.filter(
    ({ student, is_reversed }) =>
      !is_reversed && !undone.some((one) => !one.students || one.students.includes(student.id)),
  );
  const of = standing.length > 0 ? standing : batch.entries;
  const label = `${batch.item.name} · ${names(of, format.list, t('civility.more', { count: of.length - 3 }))}`;
  const capped = standing.filter((one) => one.cap);
  const canUndo = standing.length > 0 && batch.abilities.includes('undo') && Date.parse(batch.undo_until) > now;
  const undo = async (students?: string[]) => {
    setAsking(false);
    const refused = await undoBatch(batch.id, label, students);
    if (refused) notify(refused);
  };
  return (
    <li data-undone={standing.length === 0 || undefined}>
      <div>
        <b className={classes.label}>{label}</b>
        <small>
          {[
            format.moment(batch.noticed_at),
            ...capped.map((one) => t('civility.cap', { name: one.student.name, why: one.cap_label })),
          ].join(' · ')}
        </small>
      </div>
      {standing.length === 0 && <Tag>{t('civility.undone')}</Tag>}
      {canUndo && <Undoing label={label} onClick={() => (standing.length > 1 ? setAsking(true) : void undo())} />}
      <FormDialog opened={asking} onClose={() => setAsking(false)} title={t('civility.undoTitle')}>
        <WhichChildren
          entries={standing}
          onClose={() => setAsking(false)}
          onUndo={(students) => void undo(students.length === batch.entries.length ? undefined : students)}
        />
      </FormDialog>
    </li>
  );
}

type Entry = Batch['entries'][number];
type List = (values: readonly string[]) => string;

const names = (entries: readonly Entry[], list: List, more: string) =>
  list(entries.slice(0, 3).map((one) => one.student.name)) + (entries.length > 3 ? more : '');

function Undoing({ label, onClick }: { label: string; onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <Button
      variant="light"
      size="sm"
      className={classes.small}
      aria-label={t('civility.undoLabel', { label })}
      onClick={onClick}
    >
      {t('civility.undo')}
    </Button>
  );
}

function WhichChildren({
  entries,
  onClose,
  onUndo,
}: {
  entries: readonly Entry[];
  onClose: () => void;
  onUndo: (students: string[]) => void;
}) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(() => entries.map((one) => one.student.id));
  return (
    <FormBody
      confirm={t('civility.undo')}
      busy={false}
      error={undefined}
      fields={[]}
      onSubmit={() => (chosen.length > 0 ? onUndo(chosen) : onClose())}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Choices
          multiple
          name="undo"
          legend={t('civility.undoWhom')}
          options={entries.map(({ student }) => ({ value: student.id, label: student.name }))}
          value={chosen}
          onChange={setChosen}
        />
      </Stack>
    </FormBody>
  );
}
