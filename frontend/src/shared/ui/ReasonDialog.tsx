import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/errors';
import { problemText } from './notify';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  hint?: string;
  /** The one question: why, what for, with what result. */
  label: string;
  confirm: string;
  danger?: boolean;
  busy?: boolean;
  error?: unknown;
  onConfirm: (text: string) => unknown;
}

const firstField = (error: unknown) => (error instanceof ApiError ? Object.values(error.fields)[0] : undefined);

/** An act that asks for one sentence before it happens: voiding, revealing, closing, withdrawing. */
export function ReasonDialog({ opened, onClose, title, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('act.close') }}>
      <Question {...rest} onClose={onClose} />
    </Modal>
  );
}

/** Mounted with the dialog, so that yesterday's sentence is not waiting in it. */
function Question({ hint, label, confirm, danger, busy, error, onConfirm, onClose }: Omit<Props, 'opened' | 'title'>) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation(); // the dialog may be opened from inside another form
    setMissing(!text.trim());
    if (text.trim()) onConfirm(text.trim());
  };
  const said = error ? (firstField(error) ?? problemText(error)) : undefined;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {hint && (
          <Text size="sm" c="dimmed">
            {hint}
          </Text>
        )}
        <Textarea
          data-autofocus
          label={label}
          withAsterisk
          autosize
          minRows={2}
          maxRows={8}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={missing ? t('error.required') : said}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button type="submit" color={danger ? 'cinnabar' : 'pine'} loading={busy ?? false}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
