import { NativeSelect, Select, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleagues } from '@/shared/api/lists';
import { useWrite } from '@/shared/api/useWrite';
import { EvidenceField } from '@/shared/evidence/EvidenceField';
import type { EvidenceRef } from '@/shared/evidence/files';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';

export interface Field<N extends string> {
  name: N;
  kind: 'text' | 'line' | 'day' | 'number' | 'choice' | 'select' | 'person';
  label: string;
  hint?: string;
  /** At first. */
  value?: string;
  most?: number;
  min?: string;
  max?: string;
  options?: readonly { value: string; label: string }[];
  optional?: boolean;
  /** Asked only while this holds of what is already there. */
  when?: (given: Record<N, string>) => boolean;
}

interface Props<N extends string> {
  opened: boolean;
  onClose: () => void;
  title: string;
  hint?: string;
  confirm: string;
  danger?: boolean;
  fields: readonly Field<N>[];
  /** Photos and files beside it. */
  files?: { label: string; value?: EvidenceRef[] };
  act: (given: Record<N, string>, evidence: string[], key: string) => Promise<unknown>;
  stale: readonly string[];
  done: string;
}

/** An act on a record that asks for days, words, people, or files. */
export function ActDialog<N extends string>({ opened, onClose, title, ...rest }: Props<N>) {
  return (
    <FormDialog opened={opened} onClose={onClose} title={title}>
      {opened && <Form {...rest} onClose={onClose} />}
    </FormDialog>
  );
}

function Form<N extends string>({
  hint,
  confirm,
  danger,
  fields,
  files,
  act,
  stale,
  done,
  onClose,
}: Omit<Props<N>, 'opened' | 'title'>) {
  const { t } = useTranslation();
  const [given, setGiven] = useState(
    () => Object.fromEntries(fields.map(({ name, value = '' }) => [name, value])) as Record<N, string>,
  );
  const [evidence, setEvidence] = useState<EvidenceRef[]>(files?.value ?? []);
  const [asked, setAsked] = useState(false);
  const [sending, setSending] = useState(false);
  const save = useWrite(
    (values: Record<N, string>, key) =>
      act(
        values,
        evidence.map((one) => one.id),
        key,
      ),
    stale,
    () => {
      notify(done);
      onClose();
    },
  );
  const refused = refusals(save.error);
  const shown = fields.filter(({ when }) => when?.(given) ?? true);
  const trimmed = Object.fromEntries(fields.map(({ name }) => [name, given[name].trim()])) as Record<N, string>;
  const lacks = shown.filter(({ name, optional }) => !optional && !trimmed[name]).map(({ name }) => name);
  return (
    <FormBody
      confirm={confirm}
      danger={danger ?? false}
      busy={save.isPending || sending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (lacks.length === 0) save.mutate(trimmed);
      }}
      onClose={onClose}
      fields={[...shown.map(({ name }) => name), ...(files ? ['evidence'] : [])]}
    >
      {hint && (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
      {shown.map((field) => (
        <One
          key={field.name}
          field={field}
          value={given[field.name]}
          error={asked && lacks.includes(field.name) ? t('error.required') : refused[field.name]}
          onChange={(value) => setGiven({ ...given, [field.name]: value })}
        />
      ))}
      {files && (
        <EvidenceField
          label={files.label}
          value={evidence}
          onChange={setEvidence}
          onBusy={setSending}
          error={refused.evidence}
        />
      )}
    </FormBody>
  );
}

interface OneProps<N extends string> {
  field: Field<N>;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function One<N extends string>({ field, value, error, onChange }: OneProps<N>) {
  const { name, kind, label, hint, most, min, max, options = [], optional } = field;
  const shared = {
    label,
    description: hint,
    withAsterisk: !optional,
    value,
    error,
    'data-field': name,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onChange(currentTarget.value),
  };
  if (kind === 'day') return <TextInput type="date" min={min} max={max} {...shared} />;
  if (kind === 'line') return <TextInput maxLength={most ?? 200} {...shared} />;
  if (kind === 'number') {
    return (
      <TextInput
        inputMode="numeric"
        maxLength={6}
        {...shared}
        onChange={({ currentTarget }) => onChange(currentTarget.value.replace(/\D/g, ''))}
      />
    );
  }
  if (kind === 'select') return <NativeSelect data={[{ value: '', label: '' }, ...options]} {...shared} />;
  if (kind === 'person') {
    return <PersonSelect name={name} label={label} hint={hint} optional={optional} {...{ value, error, onChange }} />;
  }
  if (kind === 'choice') {
    return (
      <Choices
        legend={label}
        hint={hint}
        name={name}
        required={!optional}
        value={value}
        onChange={onChange}
        options={options}
        error={error}
      />
    );
  }
  return <Textarea autosize minRows={2} maxRows={10} maxLength={most ?? 500} {...shared} />;
}

interface PersonProps {
  name: string;
  label: string;
  hint?: string | undefined;
  optional?: boolean | undefined;
  value: string;
  error?: string | undefined;
  onChange: (staff: string) => void;
}

/** One colleague, found by name. */
export function PersonSelect({ name, label, hint, optional, value, error, onChange }: PersonProps) {
  const { t } = useTranslation();
  const staff = useQuery(colleagues);
  return (
    <Select
      label={label}
      description={hint}
      withAsterisk={!optional}
      clearable={optional ?? false}
      searchable
      limit={50}
      data={(staff.data?.value ?? []).map((one) => ({
        value: one.id,
        label: [one.name, one.posts[0]].filter(Boolean).join(' · '),
      }))}
      value={value || null}
      onChange={(chosen) => onChange(chosen ?? '')}
      nothingFoundMessage={t('assurance.nobody')}
      error={error}
      data-field={name}
    />
  );
}
