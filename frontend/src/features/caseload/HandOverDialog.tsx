import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { colleagues } from '@/shared/api/lists';
import { schoolToday, useFormat } from '@/shared/i18n/format';
import { notify, problemText } from '@/shared/ui/notify';
import classes from './Caseload.module.css';
import { handOver, touched } from './queries';

interface Props {
  opened: boolean;
  /** Child -> name. */
  students: ReadonlyMap<string, string>;
  /** Who answers for them now; cannot receive them. */
  from: string;
  onClose: () => void;
  onDone: () => void;
}

/** To whom, from when, and why. All of the children, or none. */
export function HandOverDialog({ opened, onClose, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('caseload.handOverTitle')}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <Form {...rest} onClose={onClose} />
    </Modal>
  );
}

function Form({ students, from, onClose, onDone }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const { list } = useFormat();
  const client = useQueryClient();
  const staff = useQuery(colleagues);
  const required = (value: string) => (value.trim() ? null : t('error.required'));
  const form = useForm({
    initialValues: { to: '', starts_on: schoolToday(), ends_on: '', reason: '' },
    validate: { to: required, starts_on: required, reason: required },
  });
  const act = useMutation({
    mutationFn: handOver,
    onSuccess: ({ made }) => {
      notify(t('caseload.handedOver', { count: made.length, name: made[0]?.to_staff.name ?? '' }));
      for (const key of touched) void client.invalidateQueries({ queryKey: [key] });
      onDone();
    },
    onError: (error) => error instanceof ApiError && form.setErrors(error.fields),
  });
  const said = Object.keys(act.error instanceof ApiError ? act.error.fields : {});
  const placed = said.some((field) => field in form.values);
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ ends_on, ...rest }) =>
        act.mutate({
          ...rest,
          reason: rest.reason.trim(),
          students: [...students.keys()],
          ...(ends_on && { ends_on }),
        }),
      )}
    >
      <Stack gap="md">
        <Text size="sm">{t('caseload.handOverOf', { count: students.size, names: list([...students.values()]) })}</Text>
        <Select
          withAsterisk
          searchable
          label={t('caseload.to')}
          placeholder={t('caseload.toHint')}
          nothingFoundMessage={t('caseload.noColleague')}
          data={(staff.data?.value ?? [])
            .filter(({ id }) => id !== from)
            .map(({ id, name, posts }) => ({ value: id, label: [name, ...posts].join(' · ') }))}
          value={form.values.to || null}
          onChange={(next) => form.setFieldValue('to', next ?? '')}
          error={form.errors.to}
        />
        <Group grow align="end">
          <TextInput withAsterisk type="date" label={t('caseload.startsOn')} {...form.getInputProps('starts_on')} />
          <TextInput type="date" label={t('caseload.endsOn')} {...form.getInputProps('ends_on')} />
        </Group>
        <Textarea
          withAsterisk
          autosize
          minRows={2}
          maxLength={200}
          label={t('caseload.reason')}
          description={t('caseload.reasonHint')}
          {...form.getInputProps('reason')}
        />
        {act.error && !placed && (
          <p role="alert" className={classes.refusal}>
            {problemText(act.error)}
          </p>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button type="submit" loading={act.isPending}>
            {t('caseload.handOver')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
