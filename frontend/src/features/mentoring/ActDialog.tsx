import { Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { touched } from './touched';

interface Field<N extends string> {
  name: N;
  kind: 'text' | 'day';
  label: string;
  hint?: string;
  /** At first. */
  value?: string;
  most?: number;
  min?: string;
  max?: string;
  optional?: boolean;
}

interface Props<N extends string> {
  opened: boolean;
  onClose: () => void;
  title: string;
  hint: string;
  confirm: string;
  danger?: boolean;
  fields: readonly Field<N>[];
  act: (given: Record<N, string>, key: string) => Promise<unknown>;
  done: string;
}

/** An act on a pair that asks for a day, a reason, or both. */
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
  onClose,
}: Omit<Props<N>, 'opened' | 'title'>) {
  const { t } = useTranslation();
  const [given, setGiven] = useState(
    () => Object.fromEntries(fields.map(({ name, value = '' }) => [name, value])) as Record<N, string>,
  );
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    (values: Record<N, string>, key) => act(values, key),
    touched,
    () => {
      notify(done);
      onClose();
    },
  );
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
      <Text size="sm" c="dimmed">
        {hint}
      </Text>
      {fields.map(({ name, kind, label, hint: about, most, min, max, optional }) => {
        const shared = {
          label,
          description: about,
          withAsterisk: !optional,
          value: given[name],
          error: asked && lacks.includes(name) ? t('error.required') : refused[name],
          onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
            setGiven({ ...given, [name]: currentTarget.value }),
        };
        return kind === 'day' ? (
          <TextInput key={name} type="date" min={min} max={max} {...shared} />
        ) : (
          <Textarea key={name} autosize minRows={2} maxRows={8} maxLength={most ?? 500} {...shared} />
        );
      })}
    </FormBody>
  );
}
