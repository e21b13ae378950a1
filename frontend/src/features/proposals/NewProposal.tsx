import { Button, Group, Modal, NativeSelect, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { visitableStudents } from '@/shared/api/lists';
import { notify, problemText } from '@/shared/ui/notify';
import classes from './Proposals.module.css';
import { kindsQuery, propose, useRefresh } from './queries';

interface Props {
  opened: boolean;
  onClose: () => void;
  today: string;
}

/** Somebody new for the register. Five fields; the note is sealed as it is sent. */
export function NewProposal({ opened, onClose, today }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('proposals.add')}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <Form onClose={onClose} today={today} />
    </Modal>
  );
}

function Form({ onClose, today }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const { data: kinds } = useQuery(kindsQuery);
  const { data: students } = useQuery(visitableStudents);
  // Only of children one may know of: the others have no `purposes` at all.
  const children = (students?.value ?? []).filter((one) => one.purposes !== undefined);
  const required = (value: string) => (value.trim() ? null : t('error.required'));
  const form = useForm({
    initialValues: { student: '', category: '', starts_on: today, basis: '', note: '' },
    validate: { student: required, category: required, starts_on: required, basis: required },
  });
  const add = useMutation({
    mutationFn: propose,
    onSuccess: async (row) => {
      notify(t('proposals.proposed', { name: row.student.name }));
      onClose();
      await refresh();
    },
    onError: (error) => error instanceof ApiError && form.setErrors(error.fields),
  });
  const unplaced = add.error && !(add.error instanceof ApiError && Object.keys(add.error.fields).length);
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ note, ...rest }) =>
        add.mutate({ kind: 'start', ...rest, ...(note.trim() && { note: note.trim() }) }),
      )}
    >
      <Stack gap="md">
        <Select
          withAsterisk
          searchable
          limit={50}
          label={t('circumstances.student')}
          placeholder={t('visit.pickStudent')}
          nothingFoundMessage={t('visit.noStudent')}
          data={children.map((one) => ({
            value: one.id,
            label: one.school_class ? `${one.name} · ${one.school_class.name}` : one.name,
          }))}
          value={form.values.student || null}
          onChange={(student) => form.setFieldValue('student', student ?? '')}
          error={form.errors.student}
        />
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
          max={today}
          label={t('circumstances.startsOn')}
          {...form.getInputProps('starts_on')}
        />
        <TextInput
          withAsterisk
          maxLength={200}
          label={t('proposals.basis')}
          description={t('proposals.basisHint')}
          {...form.getInputProps('basis')}
        />
        <Textarea
          autosize
          minRows={2}
          maxLength={2000}
          label={t('circumstances.note')}
          description={t('proposals.noteHint')}
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
            {t('proposals.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
