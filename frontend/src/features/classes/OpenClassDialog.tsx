import { NumberInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuid } from '@/shared/offline/uuid';
import { useMe } from '@/shared/session/me';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { openClass } from './queries';

/** A class for a cohort that has none of this number; the roster fills it. */
export function OpenClassDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('classes.openClass')}>
      <Form onClose={onClose} />
    </FormDialog>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useMe();
  const client = useQueryClient();
  const [key, setKey] = useState(uuid);
  const [cohort, setCohort] = useState(Number(today.slice(0, 4)));
  const [number, setNumber] = useState(1);
  const write = useMutation({
    mutationFn: openClass,
    onSuccess: async (made) => {
      notify(t('classes.opened', { name: made.name }));
      onClose();
      await client.invalidateQueries({ queryKey: ['school-classes'] });
    },
  });
  const refused = refusals(write.error);
  return (
    <FormBody
      confirm={t('classes.openClass')}
      busy={write.isPending}
      error={write.error}
      onSubmit={() => write.mutate({ key, stage: 'primary', cohort_year: cohort, number })}
      onClose={onClose}
      fields={['cohort_year', 'number']}
    >
      <NumberInput
        withAsterisk
        label={t('classes.cohort')}
        description={t('classes.cohortHint')}
        min={2000}
        max={2099}
        value={cohort}
        onChange={(value) => {
          setCohort(Number(value));
          setKey(uuid());
        }}
        error={refused.cohort_year}
      />
      <NumberInput
        withAsterisk
        label={t('classes.number')}
        min={1}
        max={99}
        value={number}
        onChange={(value) => {
          setNumber(Number(value));
          setKey(uuid());
        }}
        error={refused.number}
      />
    </FormBody>
  );
}
