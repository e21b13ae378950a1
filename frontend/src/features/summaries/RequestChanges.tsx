import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '@/shared/ui/notify';
import type { Section } from './queries';
import classes from './RequestChanges.module.css';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  confirm: string;
  busy: boolean;
  error: unknown;
  sections: Section[];
  onConfirm: (comment: string, sections: string[]) => void;
}

/** Sending the paper back: what is missing, and in which items. */
export function RequestChanges({ opened, onClose, title, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <Question {...rest} onClose={onClose} />
    </Modal>
  );
}

function Question({ onClose, confirm, busy, error, sections, onConfirm }: Omit<Props, 'opened' | 'title'>) {
  const { t } = useTranslation();
  const [comment, setComment] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!comment.trim());
    if (comment.trim()) onConfirm(comment.trim(), chosen);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Textarea
          data-autofocus
          withAsterisk
          autosize
          minRows={3}
          maxRows={10}
          maxLength={1000}
          label={t('summaries.changesComment')}
          value={comment}
          onChange={({ currentTarget }) => setComment(currentTarget.value)}
          error={missing ? t('error.required') : error ? problemText(error) : undefined}
        />
        <fieldset className={classes.items}>
          <legend>{t('summaries.changesItems')}</legend>
          {sections.map((section) => (
            <label key={section.id}>
              <input
                type="checkbox"
                checked={chosen.includes(section.id)}
                onChange={({ currentTarget }) =>
                  setChosen((old) =>
                    currentTarget.checked ? [...old, section.id] : old.filter((id) => id !== section.id),
                  )
                }
              />
              {section.number !== null && `${section.number}. `}
              {section.title}
            </label>
          ))}
        </fieldset>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
