import { NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { EvidenceField } from '@/shared/evidence/EvidenceField';
import type { EvidenceRef } from '@/shared/evidence/files';
import { Choices } from './Choices';
import { FormBody, FormDialog, refusals } from './FormDialog';
import { notify } from './notify';
import { PersonSelect } from './PersonSelect';

export interface Field<N extends string> {
  name: N;
  /** A choice shows all that there is to choose from, a select one line of it. */
  kind: 'text' | 'line' | 'day' | 'number' | 'choice' | 'select' | 'person';
  label: string;
  hint?: string | undefined;
  /** At first. */
  value?: string;
  most?: number;
  /** Of a day. */
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
  /** Photos and files beside it; `day`, or the day in the field of that name, is theirs. */
  files?: { label: string; value?: EvidenceRef[]; day?: string | N };
  act: (given: Record<N, string>, key: string, evidence: string[]) => Promise<unknown>;
  done: string;
  /** What is read anew afterwards. */
  touched: readonly string[];
}

/** A small form in a dialog: words, days, numbers, choices, people and files, each with its own refusal. */
export function ActDialog<N extends string>({ opened, onClose, title, ...rest }: Props<N>) {
  return (
    <FormDialog opened={opened} onClose={onClose} title={title} keeps>
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
  done,
  touched,
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
        key,
        evidence.map((one) => one.id),
      ),
    touched,
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
      {shown.map((field, place) => (
        <One
          key={field.name}
          field={field}
          first={place === 0}
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
          happenedOn={files.day && (given[files.day as N] ?? files.day)}
          onBusy={setSending}
          error={refused.evidence}
        />
      )}
    </FormBody>
  );
}

interface OneProps<N extends string> {
  field: Field<N>;
  first: boolean;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function One<N extends string>({ field, first, value, error, onChange }: OneProps<N>) {
  const { t } = useTranslation();
  const { name, kind, label, hint, most, min, max, options = [], optional } = field;
  const shared = {
    label,
    description: hint,
    withAsterisk: !optional,
    value,
    error,
    'data-field': name,
    'data-autofocus': first || undefined,
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
  if (kind === 'select') return <NativeSelect data={[{ value: '', label: t('act.choose') }, ...options]} {...shared} />;
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
