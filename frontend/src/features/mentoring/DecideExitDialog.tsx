import { Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { decideExit, type PairFile } from './queries';
import { touched } from './touched';

interface Props {
  opened: boolean;
  onClose: () => void;
  pair: PairFile;
}

/** The school says yes or no, with its reason, and on which day the pair ends. */
export function DecideExitDialog({ opened, onClose, pair }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('pairs.change.act.decide_exit')}>
      {opened && <Form pair={pair} onClose={onClose} />}
    </FormDialog>
  );
}

function Form({ pair, onClose }: { pair: PairFile; onClose: () => void }) {
  const { t } = useTranslation();
  const open = pair.exits.find((exit) => !exit.decided_at && !exit.withdrawn_at);
  const [answer, setAnswer] = useState<'approved' | 'declined' | ''>('');
  const [decision, setDecision] = useState('');
  const [lastDay, setLastDay] = useState(open?.last_day ?? '');
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    (body: Parameters<typeof decideExit>[1]) => decideExit(pair.id, body),
    touched,
    () => {
      notify(t('pairs.change.done.decide_exit'));
      onClose();
    },
  );
  const refused = refusals(save.error);
  const approves = answer === 'approved';
  return (
    <FormBody
      confirm={t('pairs.change.confirm.decide_exit')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (answer && decision.trim())
          save.mutate({
            is_approved: approves,
            decision: decision.trim(),
            ...(approves && lastDay && { last_day: lastDay }),
          });
      }}
      onClose={onClose}
      fields={['is_approved', 'decision', 'last_day']}
    >
      {open && (
        <Text size="sm" c="dimmed">
          {t('pairs.change.because', { reason: open.reason })}
        </Text>
      )}
      <Choices
        legend={t('pairs.change.answer')}
        name="is_approved"
        required
        value={answer}
        onChange={setAnswer}
        options={[
          { value: 'approved', label: t('pairs.change.approve') },
          { value: 'declined', label: t('pairs.change.decline') },
        ]}
        error={asked && !answer ? t('error.required') : refused.is_approved}
      />
      {approves && (
        <TextInput
          type="date"
          label={t('pairs.change.lastDay')}
          min={pair.starts_on}
          max={pair.ends_on}
          value={lastDay}
          onChange={({ currentTarget }) => setLastDay(currentTarget.value)}
          error={refused.last_day}
        />
      )}
      <Textarea
        withAsterisk
        label={t('pairs.change.words')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={500}
        value={decision}
        onChange={({ currentTarget }) => setDecision(currentTarget.value)}
        error={asked && !decision.trim() ? t('error.required') : refused.decision}
      />
    </FormBody>
  );
}
