import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '@/shared/api/client';
import { ApiError } from '@/shared/api/errors';
import { notify, notifyProblem, problemText } from '@/shared/ui/notify';
import classes from './Mail.module.css';
import { type Mailbox, myMailbox } from './mailbox';

const wordsOf = (error: unknown, field: string) =>
  error instanceof ApiError && error.fields[field] ? error.fields[field] : error ? problemText(error) : undefined;

function useKeep() {
  const queries = useQueryClient();
  return (box: Mailbox) => queries.setQueryData(myMailbox.queryKey, box);
}

/** An address is used once the code that was mailed to it has been typed in here. */
export function MailAddress({ box }: { box: Mailbox }) {
  const { t } = useTranslation();
  const keep = useKeep();
  const [changing, setChanging] = useState(false);
  const removing = useMutation({
    mutationFn: () => data(api.POST('/api/v1/mailbox/remove/')),
    onSuccess: (stored) => {
      keep(stored);
      notify(t('mail.removed'));
    },
    onError: notifyProblem,
  });
  const remove = (words: string) => (
    <Button variant="subtle" color="cinnabar" size="sm" loading={removing.isPending} onClick={() => removing.mutate()}>
      {words}
    </Button>
  );
  if (box.proposed)
    return (
      <>
        <CodeForm box={box} />
        {remove(t('mail.cancel'))}
      </>
    );
  if (box.address && !changing)
    return (
      <div className={classes.address}>
        <b>{box.address}</b>
        <span>
          <Button variant="light" size="sm" onClick={() => setChanging(true)}>
            {t('mail.change')}
          </Button>{' '}
          {remove(t('mail.remove'))}
        </span>
      </div>
    );
  return <AddressForm onDone={() => setChanging(false)} />;
}

function AddressForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const keep = useKeep();
  const [address, setAddress] = useState('');
  const proposing = useMutation({
    mutationFn: () => data(api.POST('/api/v1/mailbox/propose/', { body: { address: address.trim() } })),
    onSuccess: (stored) => {
      keep(stored);
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    proposing.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput
        type="email"
        autoComplete="email"
        label={t('mail.address')}
        description={t('mail.addressHint')}
        value={address}
        maxLength={200}
        onChange={(event) => setAddress(event.currentTarget.value)}
        error={wordsOf(proposing.error, 'address')}
      />
      <Button type="submit" loading={proposing.isPending}>
        {t('mail.sendCode')}
      </Button>
    </form>
  );
}

function CodeForm({ box }: { box: Mailbox }) {
  const { t } = useTranslation();
  const keep = useKeep();
  const [code, setCode] = useState('');
  const confirming = useMutation({
    mutationFn: () => data(api.POST('/api/v1/mailbox/confirm/', { body: { code: code.trim() } })),
    onSuccess: (stored) => {
      keep(stored);
      notify(t('mail.confirmed'));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirming.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput
        inputMode="numeric"
        autoComplete="one-time-code"
        label={t('mail.code')}
        description={t('mail.codeHint', { address: box.proposed })}
        value={code}
        maxLength={12}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={wordsOf(confirming.error, 'code')}
      />
      <Button type="submit" loading={confirming.isPending}>
        {t('mail.confirm')}
      </Button>
    </form>
  );
}
