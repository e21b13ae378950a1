import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { type Appeal, decide, type Outcome, touched } from './queries';

interface Props {
  row: Appeal;
  opened: boolean;
  onClose: () => void;
}

/** The entry stands or is taken back by a counter-entry; either way with words for the family. */
export function DecideDialog({ opened, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog
      opened={opened}
      onClose={rest.onClose}
      title={t('appeals.decideOf', { name: rest.row.entry.student.name })}
    >
      <Form {...rest} />
    </FormDialog>
  );
}

function Form({ row, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<Outcome | ''>('');
  const [decision, setDecision] = useState('');
  const [asked, setAsked] = useState(false);
  const save = useWrite(decide, touched, () => {
    notify(t('appeals.decided', { name: row.entry.student.name }));
    onClose();
  });
  const refused = refusals(save.error);
  return (
    <FormBody
      confirm={t('appeals.decide')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (outcome && decision.trim()) save.mutate({ id: row.id, outcome, decision: decision.trim() });
      }}
      onClose={onClose}
      fields={['outcome', 'decision']}
    >
      <Choices
        required
        legend={t('appeals.outcomeLabel')}
        hint={outcome === 'reversed' ? t('appeals.reversedHint') : undefined}
        name="outcome"
        value={outcome}
        onChange={setOutcome}
        options={(['upheld', 'reversed'] as const).map((value) => ({ value, label: t(`appeals.outcome.${value}`) }))}
        error={asked && !outcome ? t('appeals.choose') : refused.outcome}
      />
      <Textarea
        withAsterisk
        autosize
        minRows={3}
        maxLength={200}
        label={t('appeals.decisionLabel')}
        description={t('appeals.decisionHint')}
        value={decision}
        onChange={({ currentTarget }) => setDecision(currentTarget.value)}
        error={asked && !decision.trim() ? t('error.required') : refused.decision}
      />
    </FormBody>
  );
}
