import { NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { FormBody, FormDialog, refusals } from './FormDialog';
import { notify } from './notify';

interface Field<N extends string> {
  name: N;
  kind: 'line' | 'text' | 'day' | 'number' | 'choice';
  label: string;
  hint?: string | undefined;
  /** At first. */
  value?: string;
  most?: number;
  /** Of a day. */
  min?: string;
  max?: string;
  optional?: boolean;
  options?: readonly { value: string; label: string }[];
}

interface Props<N extends string> {
  opened: boolean;
  onClose: () => void;
  title: string;
  hint?: string;
  confirm: string;
  danger?: boolean;
  fields: readonly Field<N>[];
  act: (given: Record<N, string>, key: string) => Promise<unknown>;
  done: string;
  /** What is read anew afterwards. */
  touched: readonly string[];
}

/** A small form in a dialog: lines, words, days, numbers and choices, each with its own refusal. */
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
  act,
  done,
  touched,
  onClose,
}: Omit<Props<N>, 'opened' | 'title'>) {
  const { t } = useTranslation();
  const [given, setGiven] = useState(
    () => Object.fromEntries(fields.map(({ name, value = '' }) => [name, value])) as Record<N, string>,
  );
  const [asked, setAsked] = useState(false);
  const save = useWrite(act, touched, () => {
    notify(done);
    onClose();
  });
  const refused = refusals(save.error);
  const trimmed = Object.fromEntries(fields.map(({ name }) => [name, given[name].trim()])) as Record<N, string>;
  const lacks = fields.filter(({ name, optional }) => !optional && !trimmed[name]).map(({ name }) => name);
  return (
    <FormBody
      confirm={confirm}
      danger={danger ?? false}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (lacks.length === 0) save.mutate(trimmed);
      }}
      onClose={onClose}
      fields={fields.map(({ name }) => name)}
    >
      {hint && (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
      {fields.map(({ name, kind, label, hint: about, most, min, max, optional, options }) => {
        const shared = {
          label,
          description: about,
          withAsterisk: !optional,
          value: given[name],
          error: asked && lacks.includes(name) ? t('error.required') : refused[name],
          onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
            setGiven({ ...given, [name]: currentTarget.value }),
        };
        if (kind === 'text')
          return <Textarea key={name} autosize minRows={2} maxRows={10} maxLength={most ?? 500} {...shared} />;
        if (kind === 'choice')
          return (
            <NativeSelect key={name} data={[{ value: '', label: t('act.choose') }, ...(options ?? [])]} {...shared} />
          );
        if (kind === 'number') return <TextInput key={name} type="number" min={1} max={most} {...shared} />;
        if (kind === 'day') return <TextInput key={name} type="date" min={min} max={max} {...shared} />;
        return <TextInput key={name} maxLength={most} {...shared} />;
      })}
    </FormBody>
  );
}
