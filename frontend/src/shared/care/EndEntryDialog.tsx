import { Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema.gen';
import { FormBody, FormDialog, refusals } from '../ui/FormDialog';

interface Props {
  opened: boolean;
  onClose: () => void;
  row: components['schemas']['Circumstance'];
  today: string;
  title: string;
  confirm: string;
  /** The server's name for the reason, and how much of it there may be. */
  why: { field: 'reason' | 'basis'; hint?: string; most: number };
  end: (given: { ends_on: string; why: string }) => Promise<unknown>;
}

/** The last day of an entry of the register, and why it ended. The past stays as it was. */
export const EndEntryDialog = ({ opened, onClose, title, ...rest }: Props) => (
  <FormDialog opened={opened} onClose={onClose} title={title}>
    <Form {...rest} onClose={onClose} />
  </FormDialog>
);

function Form({ row, today, confirm, why, end, onClose }: Omit<Props, 'opened' | 'title'>) {
  const { t } = useTranslation();
  const [endsOn, setEndsOn] = useState(today);
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState(false);
  const ending = useMutation({ mutationFn: end, onSuccess: onClose });
  const refused = refusals(ending.error);
  const missing = (value: string) => (asked && !value.trim() ? t('error.required') : undefined);
  return (
    <FormBody
      confirm={confirm}
      busy={ending.isPending}
      error={ending.error}
      onClose={onClose}
      fields={['ends_on', why.field]}
      onSubmit={() => {
        setAsked(true);
        if (endsOn && words.trim()) ending.mutate({ ends_on: endsOn, why: words.trim() });
      }}
    >
      <TextInput
        type="date"
        withAsterisk
        label={t('circumstances.endsOn')}
        min={row.starts_on}
        value={endsOn}
        onChange={({ currentTarget }) => setEndsOn(currentTarget.value)}
        error={missing(endsOn) ?? refused.ends_on}
      />
      <Textarea
        withAsterisk
        autosize
        minRows={2}
        maxLength={why.most}
        label={t('circumstances.endReason')}
        description={why.hint}
        value={words}
        onChange={({ currentTarget }) => setWords(currentTarget.value.replace(/\n/g, ' '))}
        error={missing(words) ?? refused[why.field]}
      />
    </FormBody>
  );
}
