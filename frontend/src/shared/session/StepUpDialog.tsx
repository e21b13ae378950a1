import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { confirmPassword, type Refused } from './allauth';
import { stepUp } from './stepUp';

/** Asks who is at the keyboard before what only few may read is opened. */
export function StepUpDialog() {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={() => stepUp.answer(false)}
      title={t('stepUp.title')}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <Question />
    </Modal>
  );
}

/** Mounted with the dialog, so that no password waits in it. */
function Question() {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [refused, setRefused] = useState<Refused | 'offline'>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setBusy(true);
    try {
      const why = await confirmPassword(password);
      setRefused(why);
      if (!why) stepUp.answer(true);
    } catch {
      setRefused('offline');
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('stepUp.hint')}
        </Text>
        <PasswordInput
          data-autofocus
          label={t('session.password')}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('stepUp.show') }}
          error={refused && t(`stepUp.refused.${refused}`)}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={() => stepUp.answer(false)}>
            {t('act.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!password}>
            {t('stepUp.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
