import { Button, Group, Modal, type ModalProps, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/errors';
import classes from './FormDialog.module.css';
import { problemText } from './notify';

interface DialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  size?: ModalProps['size'];
  /** A stray tap beside it does not throw away what was written. */
  keeps?: boolean;
  children: ReactNode;
}

/** A dialog that holds a form; the form is mounted with it, so that nothing of yesterday waits in it. */
export const FormDialog = ({ opened, onClose, title, size, keeps, children }: DialogProps) => {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={size ?? 'md'}
      closeOnClickOutside={!keeps}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      {children}
    </Modal>
  );
};

interface BodyProps {
  confirm: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  onSubmit: () => void;
  onClose: () => void;
  /** The fields that show their own refusals; the others are said above the buttons. */
  fields: readonly string[];
  children: ReactNode;
}

/** Fields, what the server refused, and the two buttons. */
export function FormBody({ confirm, danger, busy, error, onSubmit, onClose, fields, children }: BodyProps) {
  const { t } = useTranslation();
  const refused = error instanceof ApiError ? error.fields : {};
  const elsewhere = Boolean(error) && !Object.keys(refused).some((field) => fields.includes(field));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    onSubmit();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {children}
        {elsewhere && (
          <p role="alert" className={classes.refusal}>
            {Object.values(refused)[0] ?? problemText(error)}
          </p>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button type="submit" color={danger ? 'cinnabar' : 'pine'} loading={busy}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What the server refused, by field. */
export const refusals = (error: unknown): Record<string, string> => (error instanceof ApiError ? error.fields : {});
