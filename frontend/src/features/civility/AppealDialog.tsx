import { NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { uuid } from '@/shared/offline/uuid';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { type AppealRequest, type Entry, raiseAppeal } from './queries';

interface Props {
  /** Those that may still be looked at again. */
  entries: readonly Entry[];
  opened: boolean;
  onClose: () => void;
}

/** A family asks that one entry be looked at again; their homeroom teacher writes it down for them. */
export function AppealDialog({ entries, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('account.appeal')}>
      <Fields entries={entries} onClose={onClose} />
    </FormDialog>
  );
}

type Whom = AppealRequest['raised_by_whom'];
const whom: readonly Whom[] = ['family', 'student'];

function Fields({ entries, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const client = useQueryClient();
  const key = useRef(uuid());
  const [entry, setEntry] = useState(entries[0]?.id ?? '');
  const [by, setBy] = useState<Whom>('family');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const raise = useMutation({
    mutationFn: raiseAppeal,
    onSuccess: async () => {
      notify(t('account.appealed'));
      onClose();
      for (const touched of ['point-appeals', 'point-account', 'figures'])
        await client.invalidateQueries({ queryKey: [touched] });
    },
  });
  const said = refusals(raise.error);
  const submit = () => {
    setMissing(!reason.trim());
    if (reason.trim()) raise.mutate({ key: key.current, body: { entry, raised_by_whom: by, reason: reason.trim() } });
  };
  return (
    <FormBody
      confirm={t('account.appealConfirm')}
      busy={raise.isPending}
      error={raise.error}
      fields={['entry', 'reason']}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('account.appealHint')}</p>
      <NativeSelect
        label={t('account.appealEntry')}
        data={entries.map((one) => ({ value: one.id, label: `${day(one.occurred_on)} · ${one.item.name}` }))}
        value={entry}
        error={said.entry}
        onChange={(event) => setEntry(event.currentTarget.value)}
      />
      <Choices
        name="raised_by_whom"
        legend={t('account.appealBy')}
        options={whom.map((value) => ({ value, label: t(`account.by.${value}`) }))}
        value={by}
        onChange={setBy}
      />
      <Textarea
        label={t('account.appealReason')}
        withAsterisk
        autosize
        minRows={3}
        maxRows={8}
        maxLength={500}
        value={reason}
        error={missing ? t('error.required') : said.reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormBody>
  );
}
