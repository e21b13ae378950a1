import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { notify, problemText } from '@/shared/ui/notify';
import classes from './Circumstances.module.css';
import { type Circumstance, endOne } from './queries';

interface Props {
  opened: boolean;
  onClose: () => void;
  row: Circumstance;
  today: string;
}

/** When the reason for care ended, and why. The past stays as it was: visits owed until that day are still owed. */
export function EndDialog({ opened, onClose, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('circumstances.endOf', { name: rest.row.student.name, category: rest.row.category.name })}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <Form {...rest} onClose={onClose} />
    </Modal>
  );
}

function Form({ row, today, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [endsOn, setEndsOn] = useState(today);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const end = useMutation({
    mutationFn: endOne,
    onSuccess: async () => {
      notify(t('circumstances.ended', { name: row.student.name }));
      onClose();
      await client.invalidateQueries({ queryKey: ['circumstances'] });
    },
  });
  const fields = end.error instanceof ApiError ? end.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (endsOn && reason.trim()) end.mutate({ id: row.id, ends_on: endsOn, reason: reason.trim() });
  };
  const missing = (value: string) => (asked && !value.trim() ? t('error.required') : undefined);
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          type="date"
          withAsterisk
          label={t('circumstances.endsOn')}
          min={row.starts_on}
          value={endsOn}
          onChange={({ currentTarget }) => setEndsOn(currentTarget.value)}
          error={missing(endsOn) ?? fields.ends_on}
        />
        <Textarea
          withAsterisk
          autosize
          minRows={2}
          maxLength={500}
          label={t('circumstances.endReason')}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          error={missing(reason) ?? fields.reason}
        />
        {end.error && Object.keys(fields).length === 0 && (
          <p role="alert" className={classes.refusal}>
            {problemText(end.error)}
          </p>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button type="submit" loading={end.isPending}>
            {t('circumstances.end')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
