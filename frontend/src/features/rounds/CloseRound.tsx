import { Button, Group, Modal, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitRound } from '@/shared/api/lists';
import { notify, problemText } from '@/shared/ui/notify';
import { closeRound, type Missed, reasons } from './queries';
import classes from './Rounds.module.css';

/** What was not reached, and why: one reason a family. What still waits on this phone goes first. */
export function CloseRound({
  round,
  unsent,
  onClose,
}: {
  round: VisitRound;
  unsent: ReadonlySet<string>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const missing = round.stops.filter((stop) => stop.state === 'open');
  const waiting = missing.filter((stop) => unsent.has(stop.student.id));
  const go = useMutation({
    mutationFn: closeRound,
    onSuccess: async () => {
      notify(t('rounds.closedNow'));
      await client.invalidateQueries({ queryKey: ['rounds'] });
      onClose();
    },
  });
  const complete = missing.every((stop) => chosen[stop.student.id]);
  const missed = missing.map((stop) => ({
    student: stop.student.id,
    reason: chosen[stop.student.id] as Missed['reason'],
  }));
  return (
    <Modal opened onClose={onClose} title={t('rounds.close')} centered>
      {waiting.length > 0 ? (
        <p>{t('rounds.unsentFirst', { count: waiting.length })}</p>
      ) : (
        <>
          <p className={classes.hint}>{missing.length ? t('rounds.whyMissed') : t('rounds.allReached')}</p>
          <div className={classes.reasons}>
            {missing.map((stop) => (
              <NativeSelect
                key={stop.student.id}
                label={stop.student.name}
                value={chosen[stop.student.id] ?? ''}
                onChange={({ currentTarget }) => setChosen({ ...chosen, [stop.student.id]: currentTarget.value })}
                data={[
                  { value: '', label: t('rounds.chooseReason') },
                  ...reasons.map((value) => ({ value, label: t(`rounds.reason.${value}`) })),
                ]}
              />
            ))}
          </div>
          {go.error && (
            <p role="alert" className={classes.refusal}>
              {problemText(go.error)}
            </p>
          )}
        </>
      )}
      <Group gap="sm" mt="md">
        {waiting.length === 0 && (
          <Button disabled={!complete} loading={go.isPending} onClick={() => go.mutate({ id: round.id, missed })}>
            {t('rounds.closeNow')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t('act.cancel')}
        </Button>
      </Group>
    </Modal>
  );
}
