import { Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleagues } from '@/shared/api/lists';
import { uuid } from '@/shared/offline/uuid';
import { useCan, useMe } from '@/shared/session/me';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { grantLeave, type HeldPost, type StaffFile } from './queries';
import classes from './Staffing.module.css';

interface Props {
  opened: boolean;
  onClose: () => void;
  file: StaffFile;
  posts: readonly HeldPost[];
}

/** Days away, and for each post who stands in. A post without a stand-in rests. */
export function LeaveDialog({ opened, onClose, file, posts }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('staffing.leaveOf', { name: file.name })}>
      <Form file={file} posts={posts} onClose={onClose} />
    </FormDialog>
  );
}

function Form({ file, posts, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const { today, staff_id } = useMe();
  const can = useCan();
  const client = useQueryClient();
  const { data: staff } = useQuery(colleagues);
  const [key, setKey] = useState(uuid);
  const [filled, setFilled] = useState({ starts_on: today, ends_on: today, reason: '' });
  const [standIns, setStandIns] = useState<Record<string, string>>({});
  const [asked, setAsked] = useState(false);
  const write = useMutation({
    mutationFn: grantLeave,
    onSuccess: async () => {
      notify(t('staffing.leaveGranted', { name: file.name }));
      onClose();
      await Promise.all([['staff'], ['school-classes']].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    onError: () => setKey(uuid()),
  });
  const refused = refusals(write.error);
  const set = (field: keyof typeof filled) => ({
    withAsterisk: true,
    value: filled[field],
    onChange: (event: { currentTarget: { value: string } }) =>
      setFilled({ ...filled, [field]: event.currentTarget.value }),
    error: asked && !filled[field].trim() ? t('error.required') : refused[field],
  });
  const submit = () => {
    setAsked(true);
    const substitutes = Object.entries(standIns).flatMap(([post, who]) => (who ? [{ post, staff: who }] : []));
    if (Object.values(filled).every((value) => value.trim()))
      write.mutate({ id: file.id, key, ...filled, reason: filled.reason.trim(), substitutes });
  };
  const resting = posts.filter(
    (post) => post.starts_on <= filled.ends_on && (!post.ends_on || post.ends_on >= filled.starts_on),
  );
  return (
    <FormBody
      confirm={t('staffing.grantLeave')}
      busy={write.isPending}
      error={write.error}
      onSubmit={submit}
      onClose={onClose}
      fields={Object.keys(filled)}
    >
      <p className={classes.hint}>{t('staffing.leaveHint')}</p>
      <TextInput type="date" label={t('staffing.leaveFrom')} {...set('starts_on')} />
      <TextInput type="date" label={t('staffing.leaveUntil')} {...set('ends_on')} />
      <Textarea
        label={t('staffing.leaveReason')}
        description={t('staffing.leaveReasonHint')}
        autosize
        minRows={1}
        maxLength={200}
        {...set('reason')}
      />
      {resting
        .filter((post) => !post.is_office || can('OFFICE_APPOINT'))
        .map((post) => (
          <Select
            key={post.id}
            searchable
            clearable
            label={t('staffing.standInFor', {
              post: [post.kind_label, post.school_class?.name, post.subject].filter(Boolean).join(' · '),
            })}
            placeholder={t('staffing.rests')}
            nothingFoundMessage={t('classes.noColleague')}
            value={standIns[post.id] ?? null}
            onChange={(value) => setStandIns({ ...standIns, [post.id]: value ?? '' })}
            data={(staff?.value ?? [])
              .filter((one) => one.id !== staff_id && one.id !== file.id)
              .map((one) => ({ value: one.id, label: one.name }))}
          />
        ))}
    </FormBody>
  );
}
