import { Alert } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useOutbox } from '@/shared/offline/useOutbox';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import classes from './Shell.module.css';

/** The session ended with records still waiting: they are kept, and one sign-in sends them. */
export function SessionBanner() {
  const { t } = useTranslation();
  const { paused, items } = useOutbox();
  const next = useRouterState({ select: (s) => s.location.href });
  if (!paused || items.length === 0) return null;
  return (
    <Alert variant="light" color="amber" role="status" className={classes.banner}>
      <span>{t('session.paused', { count: items.length })}</span>
      <ButtonLink to="/sign-in" search={{ next }} size="compact-md">
        {t('session.signInAgain')}
      </ButtonLink>
    </Alert>
  );
}
