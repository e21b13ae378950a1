import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { problemText } from '@/shared/ui/notify';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Proof } from './ProofDialog';
import { RecoveryCodes } from './RecoveryCodes';
import classes from './Security.module.css';
import { confirm, prepare } from './security';

const inFours = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ');

/** Scan, type the first code, keep the sheet. The password is asked for where signing in lies back a while. */
export function SetUp({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: ['second-factor', 'prepared', password],
    queryFn: () => prepare(password),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const turnOn = useMutation({ mutationFn: confirm });
  if (isPending) return <PageSkeleton />;
  if (!data && error instanceof ApiError && error.fields.password)
    return (
      <Proof
        hint={t('factor.askHint.setUp')}
        confirm={t('factor.go')}
        busy={isFetching}
        error={password ? error : undefined}
        onConfirm={setPassword}
      />
    );
  if (!data) return <Failure error={error} reset={refetch} />;
  if (turnOn.data) return <RecoveryCodes codes={turnOn.data.codes} onDone={onDone} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim()) turnOn.mutate(code.replace(/\s/g, ''));
  };
  const wrong = turnOn.error instanceof ApiError ? (turnOn.error.fields.code ?? turnOn.error.message) : undefined;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {turnOn.error && !wrong && (
          <Alert color="cinnabar" variant="light" role="alert">
            {problemText(turnOn.error)}
          </Alert>
        )}
        <ol className={classes.steps}>
          <li>{t('factor.app')}</li>
          <li>
            {t('factor.scan')}
            <img className={classes.qr} src={data.qr} width={208} height={208} alt={t('factor.qr')} />
            <Text size="sm" c="dimmed" component="span">
              {t('factor.typeSecret')}
              <code className={classes.secret}>{inFours(data.secret)}</code>
              <a href={data.url}>{t('factor.onThisPhone')}</a>
            </Text>
          </li>
          <li>
            <TextInput
              label={t('factor.first')}
              description={t('factor.changes')}
              autoComplete="one-time-code"
              inputMode="numeric"
              maxLength={20}
              value={code}
              onChange={({ currentTarget }) => setCode(currentTarget.value)}
              error={wrong}
            />
          </li>
        </ol>
        <Button type="submit" size="lg" loading={turnOn.isPending} disabled={!code.trim()}>
          {t('factor.turnOn')}
        </Button>
      </Stack>
    </form>
  );
}
