import { Alert, Button, Group, Modal, Text } from '@mantine/core';
import { IconCheck, IconLogout } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saying } from '@/shared/i18n';
import { LanguageSwitch } from '@/shared/i18n/LanguageSwitch';
import { canSeal } from '@/shared/offline/seal';
import { useOutbox } from '@/shared/offline/useOutbox';
import { type Me, useCan, useMe } from '@/shared/session/me';
import { announce } from '@/shared/session/otherTabs';
import { signOut } from '@/shared/session/signOut';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Panel } from '@/shared/ui/Panel';
import { PageHeader } from '@/shared/ui/states';
import { DevicesPanel } from './DevicesPanel';
import { FactorPanel } from './FactorPanel';
import { MailPanel } from './MailPanel';
import classes from './MePage.module.css';
import { PasswordPanel } from './PasswordPanel';

/** Its words are those of the lessons; without a network this page opens all the same, and without it. */
const bringFeed = saying('lessons')(() => import('./CalendarFeed'));
const CalendarFeed = lazy(() =>
  bringFeed().then(
    (module) => ({ default: module.CalendarFeed }),
    () => ({ default: () => null }),
  ),
);

export function MePage() {
  const { t } = useTranslation();
  const me = useMe();
  const can = useCan();
  return (
    <div className={classes.page}>
      <PageHeader title={me.name} hint={me.school.name}>
        <SignOutButton />
      </PageHeader>
      <div className={classes.panels}>
        <Panel title={t('me.account')}>
          <dl className={classes.facts}>
            <dt>{t('me.account')}</dt>
            <dd>{me.username}</dd>
            <dt>{t('me.posts')}</dt>
            <dd>
              <Posts me={me} />
            </dd>
            {me.current_term && (
              <>
                <dt>{t('me.term')}</dt>
                <dd>
                  {me.current_term.name}
                  {me.current_term.week ? ` · ${t('me.week', { week: me.current_term.week })}` : ''}
                </dd>
              </>
            )}
          </dl>
        </Panel>
        <Panel title={t('me.language')}>
          <LanguageSwitch />
        </Panel>
        <Panel title={t('me.device')}>
          {canSeal() ? (
            <Text size="sm">{t('me.sealed')}</Text>
          ) : (
            <Alert color="amber" variant="light">
              {t('me.notSealed')}
            </Alert>
          )}
        </Panel>
        <PasswordPanel />
        <FactorPanel />
        <DevicesPanel />
        {can('DIGEST_READ') && <MailPanel />}
        {can('LESSON_READ') && (
          <Suspense>
            <CalendarFeed />
          </Suspense>
        )}
        <Panel title={t('me.can')} wide>
          <ul className={classes.can}>
            {me.permissions.map((permission) => (
              <li key={permission}>
                <IconCheck size={18} aria-hidden />
                {t(`me.permission.${permission as 'VISIT_READ'}`)}
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </div>
  );
}

function Posts({ me }: { me: Me }) {
  const { t } = useTranslation();
  if (me.is_committee) return t('me.committee');
  if (me.posts.length === 0) return t('me.noPosts');
  return (
    <ul className={classes.posts}>
      {me.posts.map((post) => (
        <li key={`${post.kind}${post.school_class?.id ?? ''}${post.subject}`}>
          {[post.label, post.school_class?.name, post.subject].filter(Boolean).join(' · ')}
        </li>
      ))}
    </ul>
  );
}

function SignOutButton() {
  const { t } = useTranslation();
  const { items } = useOutbox();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    await signOut();
    announce();
    location.assign('/sign-in'); // a full load: nothing of this person stays in memory
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconLogout size={18} aria-hidden />}
        loading={busy}
        onClick={() => (items.length ? setAsking(true) : void leave())}
      >
        {t('me.signOut')}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('me.signOutUnsent', { count: items.length })}
        closeButtonProps={{ 'aria-label': t('act.close') }}
      >
        <Text>{t('me.signOutUnsentHint')}</Text>
        <Group justify="flex-end" mt="md" gap="sm">
          <ButtonLink variant="default" to="/outbox">
            {t('me.sendFirst')}
          </ButtonLink>
          <Button loading={busy} onClick={() => void leave()}>
            {t('me.signOutAnyway')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
