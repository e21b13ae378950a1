import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { useFormat } from '@/shared/i18n/format';
import { Choices } from '@/shared/ui/Choices';
import { problemText } from '@/shared/ui/notify';
import classes from './Accounts.module.css';
import { accountList, type HandedLink, invite, uninvitedStaff } from './queries';

interface Props {
  opened: boolean;
  onClose: () => void;
  onLink: (handed: HandedLink) => void;
}

/** Who is to have an account, and under which name. */
export function InviteDialog({ opened, onClose, onLink }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('accounts.inviteSomebody')}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <Invite onClose={onClose} onLink={onLink} />
    </Modal>
  );
}

function Invite({ onClose, onLink }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const { list } = useFormat();
  const client = useQueryClient();
  const { data: staff, isPending } = useQuery(uninvitedStaff());
  const [kind, setKind] = useState<'staff' | 'committee'>('staff');
  const form = useForm({
    initialValues: { staff: '', full_name: '', username: '' },
    validate: {
      staff: (value) => (kind === 'staff' && !value ? t('error.required') : null),
      full_name: (value) => (kind === 'committee' && !value.trim() ? t('error.required') : null),
      username: (value) => (value.trim() ? null : t('error.required')),
    },
  });
  const send = useMutation({
    mutationFn: invite,
    onSuccess: async (handed) => {
      onLink(handed);
      await client.invalidateQueries({ queryKey: accountList().queryKey });
    },
    onError: (error) => {
      if (error instanceof ApiError && Object.keys(error.fields).length) form.setErrors(error.fields);
      else form.setErrors({ username: problemText(error) });
    },
  });
  const submit = form.onSubmit(({ staff: id, full_name, username }) =>
    send.mutate(kind === 'staff' ? { staff: id, username } : { full_name, username }),
  );
  const choose = (id: string | null) => {
    form.setFieldValue('staff', id ?? '');
    form.setFieldValue('username', staff?.find((one) => one.id === id)?.username ?? '');
  };
  const nobody = !isPending && staff?.length === 0;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Choices
          legend={t('accounts.whom')}
          name="kind"
          value={kind}
          onChange={(value) => {
            setKind(value);
            form.reset();
          }}
          options={[
            { value: 'staff', label: t('accounts.staff') },
            { value: 'committee', label: t('me.committee') },
          ]}
        />
        {kind === 'staff' && nobody && <Text c="dimmed">{t('accounts.allInvited')}</Text>}
        {kind === 'staff' && !nobody && (
          <Select
            label={t('accounts.person')}
            placeholder={t('accounts.personHint')}
            searchable
            nothingFoundMessage={t('accounts.none')}
            data={(staff ?? []).map((one) => ({
              value: one.id,
              label: [one.name, list([...new Set(one.posts)])].filter(Boolean).join(' · '),
            }))}
            value={form.values.staff || null}
            onChange={choose}
            error={form.errors.staff}
          />
        )}
        {kind === 'committee' && (
          <TextInput label={t('accounts.fullName')} maxLength={50} {...form.getInputProps('full_name')} />
        )}
        {!(kind === 'staff' && nobody) && (
          <TextInput
            label={t('session.username')}
            description={t('accounts.usernameHint')}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={50}
            {...form.getInputProps('username')}
          />
        )}
        <p className={classes.note}>{t('accounts.inviteHint')}</p>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button type="submit" loading={send.isPending} disabled={kind === 'staff' && nobody}>
            {t('accounts.makeLink')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
