import { Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuid } from '@/shared/offline/uuid';
import { useMe } from '@/shared/session/me';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { asPost, isWhole, newPost, PostFields } from './PostFields';
import { appoint, type StaffFile } from './queries';

interface Props {
  opened: boolean;
  onClose: () => void;
  file: StaffFile;
}

/** A post from a day on, for a colleague who is here. */
export function AppointDialog({ opened, onClose, file }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('staffing.appointOf', { name: file.name })}>
      <Form file={file} onClose={onClose} />
    </FormDialog>
  );
}

function Form({ file, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const { today } = useMe();
  const client = useQueryClient();
  const [key, setKey] = useState(uuid);
  const [post, setPost] = useState(() => newPost(today));
  const [endsOn, setEndsOn] = useState('');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const write = useMutation({
    mutationFn: appoint,
    onSuccess: async () => {
      notify(t('staffing.appointed', { name: file.name }));
      onClose();
      await Promise.all([['staff'], ['school-classes']].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    onError: () => setKey(uuid()),
  });
  const refused = refusals(write.error);
  const submit = () => {
    setAsked(true);
    if (isWhole(post) && reason.trim())
      write.mutate({ id: file.id, key, ...asPost(post), ...(endsOn && { ends_on: endsOn }), reason: reason.trim() });
  };
  return (
    <FormBody
      confirm={t('staffing.appoint')}
      busy={write.isPending}
      error={write.error}
      onSubmit={submit}
      onClose={onClose}
      fields={['kind', 'school_class', 'cohort_year', 'subject', 'starts_on', 'ends_on', 'reason']}
    >
      <PostFields post={post} onChange={setPost} asked={asked} refused={refused} />
      <TextInput
        type="date"
        label={t('staffing.lastDayIfKnown')}
        value={endsOn}
        onChange={({ currentTarget }) => setEndsOn(currentTarget.value)}
        error={refused.ends_on}
      />
      <Textarea
        withAsterisk
        autosize
        minRows={2}
        maxLength={200}
        label={t('staffing.reason')}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        error={asked && !reason.trim() ? t('error.required') : refused.reason}
      />
    </FormBody>
  );
}
