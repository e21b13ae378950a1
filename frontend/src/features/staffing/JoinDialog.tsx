import { Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuid } from '@/shared/offline/uuid';
import { useMe } from '@/shared/session/me';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { asPost, isWhole, newPost, PostFields } from './PostFields';
import { join } from './queries';
import classes from './Staffing.module.css';

/** A new colleague with a first post. The account is opened by the administrator. */
export function JoinDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('staffing.join')}>
      <Form onClose={onClose} />
    </FormDialog>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useMe();
  const client = useQueryClient();
  const [key, setKey] = useState(uuid);
  const [who, setWho] = useState({ name: '', staff_number: '', reason: '' });
  const [post, setPost] = useState(() => newPost(today));
  const [asked, setAsked] = useState(false);
  const write = useMutation({
    mutationFn: join,
    onSuccess: async (made) => {
      notify(t('staffing.joined', { name: made.name }));
      onClose();
      await client.invalidateQueries({ queryKey: ['staff'] });
    },
    onError: () => setKey(uuid()),
  });
  const refused = refusals(write.error);
  const set = (field: keyof typeof who) => ({
    withAsterisk: true,
    value: who[field],
    onChange: (event: { currentTarget: { value: string } }) => setWho({ ...who, [field]: event.currentTarget.value }),
    error: asked && !who[field].trim() ? t('error.required') : refused[field],
  });
  const submit = () => {
    setAsked(true);
    if (isWhole(post) && Object.values(who).every((value) => value.trim()))
      write.mutate({ key, ...who, ...asPost(post) });
  };
  return (
    <FormBody
      confirm={t('staffing.join')}
      busy={write.isPending}
      error={write.error}
      onSubmit={submit}
      onClose={onClose}
      fields={['name', 'staff_number', 'reason', 'kind', 'school_class', 'cohort_year', 'subject', 'starts_on']}
    >
      <p className={classes.hint}>{t('staffing.joinHint')}</p>
      <TextInput label={t('staffing.name')} maxLength={50} {...set('name')} />
      <TextInput label={t('staffing.staffNumber')} maxLength={20} {...set('staff_number')} />
      <PostFields post={post} onChange={setPost} asked={asked} refused={refused} />
      <Textarea label={t('staffing.reason')} autosize minRows={2} maxLength={200} {...set('reason')} />
    </FormBody>
  );
}
