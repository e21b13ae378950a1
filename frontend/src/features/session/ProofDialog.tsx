import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { problemText } from '@/shared/ui/notify';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  hint: string;
  confirm: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  onConfirm: (password: string) => void;
}

type ProofProps = Omit<Props, 'opened' | 'title' | 'onClose'> & { onClose?: () => void };

/** What changes how one signs in asks for the present password first. */
export function ProofDialog({ opened, onClose, title, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('act.close') }}>
      <Proof {...rest} onClose={onClose} />
    </Modal>
  );
}

/** The question itself; a page may ask it without a dialog around it. */
export function Proof({ hint, confirm, danger, busy, error, onConfirm, onClose }: ProofProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password) onConfirm(password);
  };
  const said = error instanceof ApiError ? (error.fields.password ?? error.message) : error ? problemText(error) : '';
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text>{hint}</Text>
        <PasswordInput
          data-autofocus
          label={t('password.present')}
          autoComplete="current-password"
          maxLength={128}
          visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          error={said}
        />
        <Group justify="flex-end" gap="sm">
          {onClose && (
            <Button variant="default" onClick={onClose}>
              {t('act.cancel')}
            </Button>
          )}
          <Button type="submit" color={danger ? 'cinnabar' : 'pine'} loading={busy} disabled={!password}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
