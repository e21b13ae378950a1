import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { ExportButton } from '@/shared/ui/ExportButton';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Failure } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { importList, isRunning, type RosterImport, undoImport, writtenBooks } from './queries';
import classes from './Roster.module.css';

const tones = { done: 'brand', failed: 'trouble', undone: 'calm' } as const;

interface Props {
  imports: readonly RosterImport[] | undefined;
  count: number | undefined;
  error: unknown;
  retry: () => unknown;
}

/** Every file that was confirmed: what became of it, and the way back while nothing refers to it. */
export function ImportHistory({ imports, count, error, retry }: Props) {
  const { t } = useTranslation();
  const [undoing, setUndoing] = useState<RosterImport>();
  const ended = imports?.filter((one) => !isRunning(one));
  if (imports?.length && !ended?.length) return null; // the first import is on its way
  return (
    <Panel
      title={t('roster.history')}
      aside={imports && <ExportButton path="/api/v1/roster-imports/export/" count={count} />}
    >
      {!imports && !error && <Skeleton h={80} />}
      {!imports && error !== null && error !== undefined && <Failure error={error} reset={retry} />}
      {imports?.length === 0 && <p className={classes.none}>{t('roster.noHistory')}</p>}
      {!!ended?.length && (
        <ul className={classes.history}>
          {ended.map((one) => (
            <Row key={one.id} one={one} onUndo={() => setUndoing(one)} />
          ))}
        </ul>
      )}
      <UndoDialog one={undoing} onDone={() => setUndoing(undefined)} />
    </Panel>
  );
}

function Row({ one, onUndo }: { one: RosterImport; onUndo: () => void }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const { create: created, update: updated, skip: skipped } = one.counts;
  return (
    <li>
      <div className={classes.what}>
        <p className={classes.file}>
          <b>{one.file_name}</b>
          <Tag tone={tones[one.state as keyof typeof tones]}>{t(`roster.state.${one.state}`)}</Tag>
        </p>
        <p>
          {one.created_by} · <time dateTime={one.created_at}>{moment(one.created_at)}</time>
        </p>
        <p>{one.state === 'failed' ? one.problem : t('roster.done', { created, updated, skipped })}</p>
        {one.undone_at && (
          <p>{t('roster.undoneBy', { name: one.undone_by, time: moment(one.undone_at), reason: one.undo_reason })}</p>
        )}
      </div>
      {one.abilities.includes('undo') && (
        <Button
          variant="light"
          color="cinnabar"
          size="sm"
          onClick={onUndo}
          aria-label={t('roster.undoOf', { file: one.file_name })}
        >
          {t('roster.undo')}
        </Button>
      )}
    </li>
  );
}

function UndoDialog({ one, onDone }: { one: RosterImport | undefined; onDone: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: undoImport,
    onSuccess: async () => {
      notify(t('roster.undone'));
      done();
      await Promise.all(
        [importList().queryKey, ...writtenBooks].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
    },
  });
  const done = () => {
    undo.reset();
    onDone();
  };
  return (
    <ReasonDialog
      opened={one !== undefined}
      onClose={done}
      title={t('roster.undoOf', { file: one?.file_name ?? '' })}
      hint={t('roster.undoHint')}
      label={t('roster.undoReason')}
      confirm={t('roster.undoConfirm')}
      danger
      busy={undo.isPending}
      error={undo.error}
      onConfirm={(reason) => one && undo.mutate({ id: one.id, reason })}
    />
  );
}
