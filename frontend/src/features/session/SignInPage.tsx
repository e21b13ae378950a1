import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '@/shared/api/queryClient';
import { LanguageSwitch } from '@/shared/i18n/LanguageSwitch';
import { type Refused, signIn } from '@/shared/session/allauth';
import { meQuery } from '@/shared/session/me';
import { announce } from '@/shared/session/otherTabs';
import classes from './SignInPage.module.css';

const page = getRouteApi('/sign-in');

/** Only our own addresses: `//elsewhere` would leave the school. */
const inside = (next: string | undefined) =>
  next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/sign-in') ? next : '/';

export function SignInPage() {
  const { t } = useTranslation();
  const { next } = page.useSearch();
  const router = useRouter();
  const [refused, setRefused] = useState<Refused | 'offline'>();
  const [busy, setBusy] = useState(false);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { username: '', password: '' },
    validate: {
      username: (value) => (value.trim() ? null : t('session.noName')),
      password: (value) => (value ? null : t('session.noPassword')),
    },
  });

  const submit = form.onSubmit(
    async ({ username, password }) => {
      setBusy(true);
      setRefused(undefined);
      try {
        const why = await signIn(username.trim(), password);
        if (why) return setRefused(why);
        queryClient.clear();
        const me = await queryClient.fetchQuery(meQuery);
        if (!me) return setRefused('server');
        announce();
        router.history.replace(inside(next));
      } catch {
        setRefused('offline');
      } finally {
        setBusy(false);
      }
    },
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus(),
  );

  return (
    <main id="main" className={classes.page} tabIndex={-1}>
      <div className={classes.card}>
        <div className={classes.brand}>
          <img src="/icon.svg" width={52} height={52} alt="" />
          <div>
            <h1 className={classes.title}>{t('session.welcome')}</h1>
            <p>{t('session.tagline')}</p>
          </div>
        </div>
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
      </div>
      <LanguageSwitch />
    </main>
  );
}
