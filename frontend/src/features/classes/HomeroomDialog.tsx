import { Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleagues } from '@/shared/api/lists';
import { useMe } from '@/shared/session/me';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { changeHomeroom, type SchoolClass } from './queries';

interface Props {
  opened: boolean;
  onClose: () => void;
  row: SchoolClass;
}

/** From a day on the class has another homeroom teacher; until then it had the old one. */
export function HomeroomDialog({ opened, onClose, row }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('classes.homeroomOf', { name: row.name })}>
      <Form row={row} onClose={onClose} />
    </FormDialog>
  );
}

function Form({ row, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const { today, staff_id } = useMe();
  const client = useQueryClient();
  const { data: staff } = useQuery(colleagues);
  const [filled, setFilled] = useState({ staff: '', starts_on: today, reason: '' });
  const [asked, setAsked] = useState(false);
  const write = useMutation({
    mutationFn: changeHomeroom,
    onSuccess: async () => {
      notify(t('classes.homeroomChanged', { name: row.name }));
      onClose();
      await Promise.all([['school-classes'], ['staff']].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
  const refused = refusals(write.error);
  const error = (field: keyof typeof filled) => (asked && !filled[field].trim() ? t('error.required') : refused[field]);
  const submit = () => {
    setAsked(true);
    if (Object.values(filled).every((value) => value.trim())) write.mutate({ id: row.id, ...filled });
  };
  return (
    <FormBody
      confirm={t('classes.changeHomeroom')}
      busy={write.isPending}
      error={write.error}
      onSubmit={submit}
      onClose={onClose}
      fields={Object.keys(filled)}
    >
      <Select
        withAsterisk
        searchable
        label={t('classes.newHomeroom')}
        nothingFoundMessage={t('classes.noColleague')}
        value={filled.staff || null}
        onChange={(value) => setFilled({ ...filled, staff: value ?? '' })}
        data={(staff?.value ?? [])
          .filter((one) => one.id !== staff_id && one.id !== row.homeroom_teacher?.id)
          .map((one) => ({ value: one.id, label: one.name }))}
        error={error('staff')}
      />
      <TextInput
        type="date"
        withAsterisk
        label={t('classes.homeroomFrom')}
        value={filled.starts_on}
        onChange={({ currentTarget }) => setFilled({ ...filled, starts_on: currentTarget.value })}
        error={error('starts_on')}
      />
      <Textarea
        withAsterisk
        autosize
        minRows={2}
        maxLength={200}
        label={t('classes.reason')}
        value={filled.reason}
        onChange={({ currentTarget }) => setFilled({ ...filled, reason: currentTarget.value })}
        error={error('reason')}
      />
    </FormBody>
  );
}
