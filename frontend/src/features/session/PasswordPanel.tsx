import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { changePassword, ownSessions } from './security';

export function PasswordPanel() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Panel title={t('password.title')} hint={t('password.hint')}>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('password.change')}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t('password.change')}
        closeButtonProps={{ 'aria-label': t('act.close') }}
      >
        <Change onDone={() => setOpen(false)} />
      </Modal>
    </Panel>
  );
}

/** The present password, the new one twice; every other device is signed out. */
function Change({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { present: '', new: '', again: '' },
    validate: {
      present: (value) => (value ? null : t('session.noPassword')),
      new: (value) => (value ? null : t('session.noPassword')),
      again: (value, values) => (value === values.new ? null : t('join.differs')),
    },
  });
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: async () => {
      notify(t('password.changed'));
      onDone();
      await client.invalidateQueries({ queryKey: ownSessions.queryKey });
    },
    onError: (error) => {
      if (error instanceof ApiError && Object.keys(error.fields).length) form.setErrors(error.fields);
      else form.setErrors({ present: problemText(error) });
    },
  });
  const field = (name: 'present' | 'new' | 'again') => ({
    autoComplete: name === 'present' ? 'current-password' : 'new-password',
    maxLength: 128,
    visibilityToggleButtonProps: { 'aria-label': t('session.showPassword') },
    ...form.getInputProps(name),
  });
  return (
    <form onSubmit={form.onSubmit(({ again: _again, ...body }) => change.mutate(body))} noValidate>
      <Stack gap="md">
        <PasswordInput label={t('password.present')} key={form.key('present')} data-autofocus {...field('present')} />
        <PasswordInput
          label={t('password.new')}
          description={t('password.newHint')}
          key={form.key('new')}
          {...field('new')}
        />
        <PasswordInput label={t('join.again')} key={form.key('again')} {...field('again')} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onDone}>
            {t('act.cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t('password.change')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
