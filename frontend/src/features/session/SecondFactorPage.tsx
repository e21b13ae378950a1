import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { queryClient } from '@/shared/api/queryClient';
import { meQuery, useMe } from '@/shared/session/me';
import { announce } from '@/shared/session/otherTabs';
import { signOut } from '@/shared/session/signOut';
import { Bare } from './Bare';
import { SetUp } from './SetUp';

/** For those whose post demands a second factor: nothing else opens before it stands. */
export function SecondFactorPage() {
  const { t } = useTranslation();
  const me = useMe();
  const leave = async () => {
    await signOut();
    announce();
    location.assign('/sign-in');
  };
  const enter = async () => {
    await queryClient.invalidateQueries({ queryKey: meQuery.queryKey, exact: true });
    location.replace('/');
  };
  return (
    <Bare title={t('factor.setUp')} tagline={`${me.name} · ${me.school.short_name}`}>
      <Text mb="lg">{t('factor.why')}</Text>
      <SetUp onDone={() => void enter()} />
      <Button variant="subtle" fullWidth mt="sm" onClick={() => void leave()}>
        {t('me.signOut')}
      </Button>
    </Bare>
  );
}
