import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/errors';
import { FormBody, FormDialog } from '../ui/FormDialog';
import { kindsQuery } from './kinds';

export interface NewEntry {
  student: string;
  category: string;
  starts_on: string;
  why: string;
  note?: string;
}

export interface ChooseStudent {
  value: string;
  onChange: (student: string) => void;
  error: ReactNode;
}

interface Props {
  opened: boolean;
  onClose: () => void;
  today: string;
  /** Where it cannot begin in the future. */
  latest?: string;
  title: string;
  confirm: string;
  /** Whom one may name differs; how one is chosen with it. */
  student: (field: ChooseStudent) => ReactNode;
  /** The server's name for where it is known from. */
  why: { field: 'source' | 'basis'; label: string; hint: string };
  noteHint: string;
  add: (entry: NewEntry) => Promise<unknown>;
}

/** Somebody new for the register. Five fields; the note is sealed as it is sent. */
export const NewEntryDialog = ({ opened, onClose, title, ...rest }: Props) => (
  <FormDialog opened={opened} onClose={onClose} title={title}>
    <Form {...rest} onClose={onClose} />
  </FormDialog>
);

function Form({ today, latest, confirm, student, why, noteHint, add, onClose }: Omit<Props, 'opened' | 'title'>) {
  const { t } = useTranslation();
  const { data: kinds } = useQuery(kindsQuery);
  const required = (value: string) => (value.trim() ? null : t('error.required'));
  const form = useForm({
    initialValues: { student: '', category: '', starts_on: today, why: '', note: '' },
    validate: { student: required, category: required, starts_on: required, why: required },
  });
  const adding = useMutation({
    mutationFn: add,
    onSuccess: onClose,
    onError: (error) => {
      if (!(error instanceof ApiError)) return;
      const { [why.field]: known, ...others } = error.fields;
      form.setErrors(known ? { ...others, why: known } : others);
    },
  });
  return (
    <FormBody
      confirm={confirm}
      busy={adding.isPending}
      error={adding.error}
      onClose={onClose}
      fields={['student', 'category', 'starts_on', 'note', why.field]}
      onSubmit={form.onSubmit(({ note, ...rest }) =>
        adding.mutate({ ...rest, ...(note.trim() && { note: note.trim() }) }),
      )}
    >
      {student({
        value: form.values.student,
        onChange: (one) => form.setFieldValue('student', one),
        error: form.errors.student,
      })}
      <NativeSelect
        withAsterisk
        label={t('circumstances.category')}
        data={[
          { value: '', label: t('circumstances.choose') },
          ...(kinds?.results ?? []).map((kind) => ({ value: kind.code, label: `${kind.name} · ${kind.purpose}` })),
        ]}
        {...form.getInputProps('category')}
      />
      <TextInput
        withAsterisk
        type="date"
        max={latest}
        label={t('circumstances.startsOn')}
        {...form.getInputProps('starts_on')}
      />
      <TextInput withAsterisk maxLength={200} label={why.label} description={why.hint} {...form.getInputProps('why')} />
      <Textarea
        autosize
        minRows={2}
        maxLength={2000}
        label={t('circumstances.note')}
        description={noteHint}
        {...form.getInputProps('note')}
      />
    </FormBody>
  );
}
