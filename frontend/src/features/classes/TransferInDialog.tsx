import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuid } from '@/shared/offline/uuid';
import { useMe } from '@/shared/session/me';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { enter, type SchoolClass } from './queries';

interface Props {
  opened: boolean;
  onClose: () => void;
  classes: readonly SchoolClass[];
  /** The class that is looked at. */
  school_class: string;
}

/** A child that this school has never had. */
export function TransferInDialog({ opened, onClose, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('classes.transferIn')}>
      <Form {...rest} onClose={onClose} />
    </FormDialog>
  );
}

function Form({ classes, school_class, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const { today } = useMe();
  const client = useQueryClient();
  const [key] = useState(uuid);
  const [filled, setFilled] = useState({ name: '', student_number: '', school_class, starts_on: today, reason: '' });
  const [asked, setAsked] = useState(false);
  const write = useMutation({
    mutationFn: enter,
    onSuccess: async (child) => {
      notify(t('classes.entered', { name: child.name }));
      onClose();
      await Promise.all([['students'], ['school-classes']].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
  const refused = refusals(write.error);
  const error = (field: keyof typeof filled) => (asked && !filled[field].trim() ? t('error.required') : refused[field]);
  const set = (field: keyof typeof filled) => ({
    withAsterisk: true,
    label: t(`classes.field.${field}`),
    value: filled[field],
    onChange: (event: { currentTarget: { value: string } }) =>
      setFilled({ ...filled, [field]: event.currentTarget.value }),
    error: error(field),
  });
  const submit = () => {
    setAsked(true);
    if (Object.values(filled).every((value) => value.trim())) write.mutate({ key, began: 'transferred_in', ...filled });
  };
  return (
    <FormBody
      confirm={t('classes.transferIn')}
      busy={write.isPending}
      error={write.error}
      onSubmit={submit}
      onClose={onClose}
      fields={Object.keys(filled)}
    >
      <TextInput {...set('name')} maxLength={50} />
      <TextInput {...set('student_number')} description={t('classes.numberHint')} maxLength={20} />
      <NativeSelect {...set('school_class')} data={classes.map((one) => ({ value: one.id, label: one.name }))} />
      <TextInput {...set('starts_on')} type="date" />
      <Textarea {...set('reason')} description={t('classes.reasonHint')} autosize minRows={2} maxLength={200} />
    </FormBody>
  );
}
