import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import type { components } from '@/shared/api/schema.gen';
import { notify, problemText } from '@/shared/ui/notify';
import classes from './Circumstances.module.css';
import { register } from './queries';
import { StudentSelect } from './StudentSelect';

interface Props {
  opened: boolean;
  onClose: () => void;
  categories: components['schemas']['CareCategory'][];
  today: string;
}

/** Adds a child to the register. Five fields; the note is sealed as it is saved. */
export function RegisterDialog({ opened, onClose, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('circumstances.add')}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <Form {...rest} onClose={onClose} />
    </Modal>
  );
}

function Form({ onClose, categories, today }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const required = (value: string) => (value.trim() ? null : t('error.required'));
  const form = useForm({
    initialValues: { student: '', category: '', starts_on: today, source: '', note: '' },
    validate: { student: required, category: required, starts_on: required, source: required },
  });
  const add = useMutation({
    mutationFn: register,
    onSuccess: async (row) => {
      notify(t('circumstances.added', { name: row.student.name, category: row.category.name }));
      onClose();
      await client.invalidateQueries({ queryKey: ['circumstances'] });
    },
    onError: (error) => error instanceof ApiError && form.setErrors(error.fields),
  });
  const unplaced = add.error && !(add.error instanceof ApiError && Object.keys(add.error.fields).length);
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ note, ...rest }) => add.mutate({ ...rest, ...(note.trim() && { note }) }))}
    >
      <Stack gap="md">
        <StudentSelect
          value={form.values.student}
          onChange={(student) => form.setFieldValue('student', student)}
          error={form.errors.student}
        />
        <NativeSelect
          withAsterisk
          label={t('circumstances.category')}
          data={[
            { value: '', label: t('circumstances.choose') },
            ...categories.map((kind) => ({ value: kind.code, label: `${kind.name} · ${kind.purpose}` })),
          ]}
          {...form.getInputProps('category')}
        />
        <TextInput withAsterisk type="date" label={t('circumstances.startsOn')} {...form.getInputProps('starts_on')} />
        <TextInput
          withAsterisk
          maxLength={200}
          label={t('circumstances.sourceLabel')}
          description={t('circumstances.sourceHint')}
          {...form.getInputProps('source')}
        />
        <Textarea
          autosize
          minRows={2}
          maxLength={2000}
          label={t('circumstances.note')}
          description={t('circumstances.noteHint')}
          {...form.getInputProps('note')}
        />
        {unplaced && (
          <p role="alert" className={classes.refusal}>
            {problemText(add.error)}
          </p>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t('circumstances.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
