import { Alert, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconLinkOff } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, csrfToken, data } from '@/shared/api/client';
import { ApiError } from '@/shared/api/errors';
import { useFormat } from '@/shared/i18n/format';
import { signIn } from '@/shared/session/allauth';
import { announce } from '@/shared/session/otherTabs';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { problemText } from '@/shared/ui/notify';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import { Bare } from './Bare';
import { CodeForm } from './CodeForm';
import classes from './SignInPage.module.css';

/** Behind the `#`, where no server writes it down. */
const tokenHere = () => location.hash.slice(1);

const opened = (token: string) => ({
  queryKey: ['link', token],
  queryFn: () => data(api.POST('/api/v1/links/open/', { body: { token } })),
  enabled: token !== '',
  retry: false,
  staleTime: Number.POSITIVE_INFINITY,
});

const enter = () => {
  announce();
  location.replace('/'); // a full load: whoever was signed in here before leaves nothing behind
};

/** The link that the administrator handed over: whose it is, then a password, then inside. */
export function JoinPage() {
  const { t } = useTranslation();
  const [token] = useState(tokenHere);
  const { data: link, error, isLoading, refetch } = useQuery(opened(token));
  if (isLoading) return <PageSkeleton />;
  if (link) return <Join token={token} link={link} />;
  const over = token === '' || (error instanceof ApiError && error.status < 500 && error.status !== 429);
  return (
    <Bare title={t('join.title')}>
      {over ? (
        <Empty
          icon={IconLinkOff}
          title={t('join.over')}
          hint={t('join.overHint')}
          action={
            <ButtonLink to="/sign-in" variant="light">
              {t('session.signIn')}
            </ButtonLink>
          }
        />
      ) : (
        <Failure error={error} reset={refetch} />
      )}
    </Bare>
  );
}

type Link = Awaited<ReturnType<ReturnType<typeof opened>['queryFn']>>;

function Join({ token, link }: { token: string; link: Link }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const [halfway, setHalfway] = useState(false);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { password: '', again: '' },
    validate: {
      password: (value) => ([...value].length < link.least ? t('join.short', { count: link.least }) : null),
      again: (value, { password }) => (value === password ? null : t('join.differs')),
    },
  });
  const accept = useMutation({
    mutationFn: async (password: string) => {
      if (!csrfToken()) throw new Error('no cookie');
      await data(api.POST('/api/v1/links/accept/', { body: { token, password } }));
      return signIn(link.username, password);
    },
    onSuccess: (why) => {
      if (why === 'code') setHalfway(true);
      else if (why) location.replace('/sign-in');
      else enter();
    },
    onError: (error) => {
      if (error instanceof ApiError) form.setErrors(error.fields);
    },
  });
  const loose = accept.error && !(accept.error instanceof ApiError && Object.keys(accept.error.fields).length);
  if (halfway)
    return (
      <Bare title={t('factor.title')} tagline={t('factor.tagline')}>
        <CodeForm onDone={async () => enter()} onOver={() => location.replace('/sign-in')} />
      </Bare>
    );
  return (
    <Bare title={t('join.hello', { name: link.name })} tagline={link.school.name}>
      <form onSubmit={form.onSubmit(({ password }) => accept.mutate(password))} noValidate>
        <Stack gap="md">
          {loose && (
            <Alert color="cinnabar" variant="light" role="alert">
              {problemText(accept.error)}
            </Alert>
          )}
          <Text>{t('join.account', { username: link.username })}</Text>
          <input type="text" name="username" autoComplete="username" value={link.username} readOnly hidden />
          <PasswordInput
            label={t('join.password')}
            description={t('join.passwordHint', { count: link.least })}
            autoComplete="new-password"
            maxLength={128}
            visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <PasswordInput
            label={t('join.again')}
            autoComplete="new-password"
            maxLength={128}
            visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
            key={form.key('again')}
            {...form.getInputProps('again')}
          />
          <Button type="submit" size="lg" loading={accept.isPending}>
            {t('join.enter')}
          </Button>
        </Stack>
      </form>
      <p className={classes.help}>
        {link.needs_second_factor ? t('join.thenFactor') : t('join.notYou', { school: link.school.short_name })}{' '}
        {t('join.until', { time: moment(link.expires_at) })}
      </p>
    </Bare>
  );
}
