import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ConfirmDialog.module.css';
import { problemText } from './notify';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  confirm: string;
  danger?: boolean;
  busy?: boolean;
  error?: unknown;
  onConfirm: () => unknown;
  /** What will happen, in words, before it does. */
  children: ReactNode;
}

/** An act that cannot simply be undone: says what it does and asks once. */
export function ConfirmDialog({ opened, onClose, title, confirm, danger, busy, error, onConfirm, children }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('act.close') }}>
      <Stack gap="md">
        <div>{children}</div>
        {error !== undefined && error !== null && (
          <p role="alert" className={classes.refusal}>
            {problemText(error)}
          </p>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button color={danger ? 'cinnabar' : 'pine'} loading={busy ?? false} onClick={onConfirm} data-autofocus>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
