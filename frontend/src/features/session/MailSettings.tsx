import { Button, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '@/shared/api/client';
import { Choices } from '@/shared/ui/Choices';
import { notify, notifyProblem } from '@/shared/ui/notify';
import classes from './Mail.module.css';
import { type Mailbox, myMailbox } from './mailbox';

type Language = 'zh-hans' | 'en';

/** By mail or not, in which language, and when no mail may come. */
export function MailSettings({ box }: { box: Mailbox }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [wanted, setWanted] = useState({
    by_mail: box.by_mail,
    quiet_from: box.quiet_from,
    quiet_until: box.quiet_until,
    quiet_weekends: box.quiet_weekends,
    language: box.language as Language,
  });
  const change = (part: Partial<typeof wanted>) => setWanted((before) => ({ ...before, ...part }));
  const saving = useMutation({
    mutationFn: () => data(api.POST('/api/v1/mailbox/settle/', { body: wanted })),
    onSuccess: (stored) => {
      queries.setQueryData(myMailbox.queryKey, stored);
      notify(t('mail.saved'));
    },
    onError: notifyProblem,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Switch
        label={t('mail.byMail')}
        checked={wanted.by_mail}
        onChange={(event) => change({ by_mail: event.currentTarget.checked })}
      />
      <Choices
        name="language"
        legend={t('mail.language')}
        options={[
          { value: 'zh-hans', label: '简体中文' },
          { value: 'en', label: 'English' },
        ]}
        value={wanted.language}
        onChange={(language) => change({ language })}
      />
      <div className={classes.hours}>
        <TextInput
          type="time"
          label={t('mail.quietFrom')}
          value={wanted.quiet_from}
          onChange={(event) => change({ quiet_from: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={t('mail.quietUntil')}
          value={wanted.quiet_until}
          onChange={(event) => change({ quiet_until: event.currentTarget.value })}
        />
      </div>
      <Switch
        label={t('mail.quietWeekends')}
        checked={wanted.quiet_weekends}
        onChange={(event) => change({ quiet_weekends: event.currentTarget.checked })}
      />
      <p className={classes.note}>{t('mail.quietHint')}</p>
      <Button type="submit" variant="default" loading={saving.isPending}>
        {t('mail.save')}
      </Button>
    </form>
  );
}
