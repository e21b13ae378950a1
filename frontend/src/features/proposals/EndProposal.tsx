import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { notify, problemText } from '@/shared/ui/notify';
import classes from './Proposals.module.css';
import { type Entry, propose, useRefresh } from './queries';

interface Props {
  opened: boolean;
  onClose: () => void;
  row: Entry;
  today: string;
}

/** That an entry has ended: its last day, and why. It stands until the leading group has confirmed. */
export function EndProposal({ opened, onClose, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('proposals.endTitle', { name: rest.row.student.name, category: rest.row.category.name })}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <Form {...rest} onClose={onClose} />
    </Modal>
  );
}

function Form({ row, today, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [endsOn, setEndsOn] = useState(today);
  const [basis, setBasis] = useState('');
  const [asked, setAsked] = useState(false);
  const end = useMutation({
    mutationFn: propose,
    onSuccess: async () => {
      notify(t('proposals.proposed', { name: row.student.name }));
      onClose();
      await refresh();
    },
  });
  const fields = end.error instanceof ApiError ? end.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (endsOn && basis.trim()) end.mutate({ kind: 'end', circumstance: row.id, ends_on: endsOn, basis: basis.trim() });
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
          maxLength={200}
          label={t('circumstances.endReason')}
          description={t('proposals.basisHint')}
          value={basis}
          onChange={({ currentTarget }) => setBasis(currentTarget.value.replace(/\n/g, ' '))}
          error={missing(basis) ?? fields.basis}
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
            {t('proposals.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
