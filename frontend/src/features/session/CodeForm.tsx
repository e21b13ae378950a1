import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CodeRefused, giveCode } from '@/shared/session/allauth';

/** The second half of signing in. `onDone` follows a right code, `onOver` a first half that was too long ago. */
export function CodeForm({ onDone, onOver }: { onDone: () => Promise<void>; onOver: () => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [refused, setRefused] = useState<CodeRefused | 'offline'>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!code.trim()) return;
    setBusy(true);
    setRefused(undefined);
    try {
      const why = await giveCode(code);
      if (why === 'codeOver') return onOver();
      if (why) return setRefused(why);
      await onDone();
    } catch {
      setRefused('offline');
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {refused && (
          <Alert color="cinnabar" variant="light" role="alert">
            {t(`session.refused.${refused}`)}
          </Alert>
        )}
        <TextInput
          label={t('factor.code')}
          description={t('factor.codeHint')}
          autoComplete="one-time-code"
          inputMode="numeric"
          autoFocus
          maxLength={20}
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
        />
        <Button type="submit" size="lg" loading={busy} disabled={!code.trim()}>
          {t('session.signIn')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('factor.lost')}
        </Text>
        <Button variant="subtle" onClick={onOver}>
          {t('factor.back')}
        </Button>
      </Stack>
    </form>
  );
}
