import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import type { PointItem } from '@/shared/civility/catalogue';
import { useMe } from '@/shared/session/me';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { reviseItem } from './queries';
import { asRevision, valuesOf } from './values';

/** From a day on the item is recorded no more. What was recorded stays. */
export function CloseDialog({ item, onClose }: { item: PointItem | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <FormDialog
      opened={item !== undefined}
      onClose={onClose}
      title={item ? t('pointItems.closeOf', { name: item.version.name }) : ''}
    >
      {item && <Form item={item} onClose={onClose} />}
    </FormDialog>
  );
}

function Form({ item, onClose }: { item: PointItem; onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useMe();
  const [from, setFrom] = useState(today);
  const [why, setWhy] = useState('');
  const [asked, setAsked] = useState(false);
  const close = useWrite(
    () => reviseItem({ id: item.id, body: asRevision({ ...valuesOf(item, today), effective_from: from, why }, false) }),
    ['point-items'],
    () => {
      notify(t('pointItems.closedNow', { name: item.version.name }));
      onClose();
    },
  );
  const refused = refusals(close.error);
  return (
    <FormBody
      danger
      confirm={t('pointItems.close')}
      busy={close.isPending}
      error={close.error}
      onSubmit={() => {
        setAsked(true);
        if (from && why.trim()) close.mutate(undefined);
      }}
      onClose={onClose}
      fields={['effective_from', 'why']}
    >
      <Text size="sm" c="dimmed">
        {t('pointItems.closeHint')}
      </Text>
      <TextInput
        withAsterisk
        type="date"
        label={t('pointItems.from')}
        value={from}
        onChange={({ currentTarget }) => setFrom(currentTarget.value)}
        error={asked && !from ? t('error.required') : refused.effective_from}
      />
      <TextInput
        withAsterisk
        data-autofocus
        maxLength={200}
        label={t('pointItems.why')}
        description={t('pointItems.whyHint')}
        value={why}
        onChange={({ currentTarget }) => setWhy(currentTarget.value)}
        error={asked && !why.trim() ? t('error.required') : refused.why}
      />
    </FormBody>
  );
}
