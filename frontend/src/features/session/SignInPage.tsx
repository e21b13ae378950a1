import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '@/shared/api/client';
import { queryClient } from '@/shared/api/queryClient';
import { type Refused, signIn } from '@/shared/session/allauth';
import { meQuery } from '@/shared/session/me';
import { announce } from '@/shared/session/otherTabs';
import { Bare } from './Bare';
import { CodeForm } from './CodeForm';
import classes from './SignInPage.module.css';

const page = getRouteApi('/sign-in');

/** Only our own addresses: `//elsewhere` would leave the school. */
const inside = (next: string | undefined) =>
  next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/sign-in') ? next : '/';

/** What signing in takes here: a demo says that it asks for less. */
const terms = {
  queryKey: ['sign-in'],
  queryFn: ({ signal }: { signal: AbortSignal }) => data(api.GET('/api/v1/sign-in/', { signal })),
  retry: false,
};

export function SignInPage() {
  const { t } = useTranslation();
  const { next } = page.useSearch();
  const router = useRouter();
  const { data: asked } = useQuery(terms);
  const [refused, setRefused] = useState<Refused | 'offline'>();
  const [halfway, setHalfway] = useState(false);
  const [busy, setBusy] = useState(false);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { username: '', password: '' },
    validate: {
      username: (value) => (value.trim() ? null : t('session.noName')),
      password: (value) => (value ? null : t('session.noPassword')),
    },
  });

  const enter = async () => {
    queryClient.clear();
    const me = await queryClient.fetchQuery(meQuery);
    if (!me) return setRefused('server');
    announce();
    router.history.replace(inside(next));
  };
  const submit = form.onSubmit(
    async ({ username, password }) => {
      setBusy(true);
      setRefused(undefined);
      try {
        const why = await signIn(username.trim(), password);
        if (why === 'code') return setHalfway(true);
        if (why) return setRefused(why);
        await enter();
      } catch {
        setRefused('offline');
      } finally {
        setBusy(false);
      }
    },
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus(),
  );

  if (halfway)
    return (
      <Bare title={t('factor.title')} tagline={t('factor.tagline')}>
        <CodeForm onDone={enter} onOver={() => setHalfway(false)} />
      </Bare>
    );
  return (
    <Bare title={t('session.welcome')} tagline={t('session.tagline')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {refused && (
            <Alert color="cinnabar" variant="light" role="alert">
              {t(`session.refused.${refused}`)}
            </Alert>
          )}
          <TextInput
            label={t('session.username')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            key={form.key('username')}
            {...form.getInputProps('username')}
          />
          <PasswordInput
            label={t('session.password')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <Button type="submit" size="lg" loading={busy}>
            {t('session.signIn')}
          </Button>
        </Stack>
      </form>
      <p className={classes.help}>{t('session.help')}</p>
      {asked?.second_factor === false && <p className={classes.help}>{t('factor.switchedOff')}</p>}
    </Bare>
  );
}
