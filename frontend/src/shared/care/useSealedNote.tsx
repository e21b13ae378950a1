import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReasonDialog } from '../ui/ReasonDialog';
import rows from '../ui/Rows.module.css';

interface Row {
  id: string;
  has_note?: boolean;
  student: { name: string };
  abilities?: readonly string[];
}

/** The sealed note of an entry: a button asks what it is needed for, then the words stand in the row until hidden. */
export function useSealedNote(row: Row, open: (asked: { id: string; purpose: string }) => Promise<{ note: string }>) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [words, setWords] = useState<string>();
  const reveal = useMutation({
    mutationFn: open,
    onSuccess: ({ note }) => {
      setWords(note);
      setAsking(false);
    },
  });
  const title = t('circumstances.revealOf', { name: row.student.name });
  const button = row.has_note && words === undefined && row.abilities?.includes('reveal') && (
    <Button
      size="sm"
      variant="default"
      leftSection={<IconEye size={16} aria-hidden />}
      aria-label={title}
      onClick={() => setAsking(true)}
    >
      {t('circumstances.reveal')}
    </Button>
  );
  const note = words !== undefined && (
    <div className={rows.reason} role="status">
      {words}
      <Button size="compact-sm" variant="subtle" onClick={() => setWords(undefined)}>
        {t('circumstances.hide')}
      </Button>
    </div>
  );
  const dialog = (
    <ReasonDialog
      opened={asking}
      onClose={() => setAsking(false)}
      title={title}
      hint={t('circumstances.revealHint')}
      label={t('circumstances.purpose')}
      confirm={t('circumstances.reveal')}
      busy={reveal.isPending}
      error={reveal.error}
      onConfirm={(purpose) => reveal.mutate({ id: row.id, purpose })}
    />
  );
  return { button, note, dialog };
}
