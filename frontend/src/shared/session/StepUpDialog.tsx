import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { confirmCode, confirmPassword } from './allauth';
import { useMe } from './me';
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

const proofs = { password: confirmPassword, code: confirmCode };
type Refusal = Awaited<ReturnType<(typeof proofs)['code' | 'password']>> | 'offline';

/** Mounted with the dialog, so that no password waits in it. Whoever has a second factor may show that instead. */
function Question() {
  const { t } = useTranslation();
  const hasCodes = useMe().second_factor === 'on';
  const [by, setBy] = useState<keyof typeof proofs>('password');
  const [given, setGiven] = useState('');
  const [refused, setRefused] = useState<Refusal>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setBusy(true);
    try {
      const why = await proofs[by](given);
      setRefused(why);
      if (!why) stepUp.answer(true);
    } catch {
      setRefused('offline');
    } finally {
      setBusy(false);
    }
  };
  const other = by === 'password' ? 'code' : 'password';
  const turn = () => {
    setBy(other);
    setGiven('');
    setRefused(undefined);
  };
  const field = {
    'data-autofocus': true,
    value: given,
    onChange: (event: { currentTarget: HTMLInputElement }) => setGiven(event.currentTarget.value),
    error: refused && t(`stepUp.refused.${refused}`),
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('stepUp.hint')}
        </Text>
        {by === 'password' ? (
          <PasswordInput
            {...field}
            label={t('session.password')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('stepUp.show') }}
          />
        ) : (
          <TextInput
            {...field}
            label={t('factor.code')}
            description={t('factor.codeHint')}
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={20}
          />
        )}
        {hasCodes && (
          <Button variant="subtle" onClick={turn}>
            {t(`stepUp.with.${other}`)}
          </Button>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={() => stepUp.answer(false)}>
            {t('act.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!given.trim()}>
            {t('stepUp.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
