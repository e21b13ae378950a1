import { useRegisterSW } from 'virtual:pwa-register/react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './UpdatePrompt.module.css';

const HOUR = 3_600_000;

/** A new version waits for a click: it never reloads under a half-written form. */
export function UpdatePrompt() {
  const { t } = useTranslation();
  const {
    needRefresh: [ready, setReady],
    updateServiceWorker,
  } = useRegisterSW({
    onRegisteredSW(_, registration) {
      if (registration) setInterval(() => void registration.update().catch(() => undefined), HOUR);
    },
  });
  if (!ready) return null;
  return (
    <div className={classes.prompt} role="status">
      <span>{t('update.ready')}</span>
      <Button size="compact-md" onClick={() => void updateServiceWorker(true)}>
        {t('update.now')}
      </Button>
      <Button size="compact-md" variant="subtle" onClick={() => setReady(false)}>
        {t('update.later')}
      </Button>
    </div>
  );
}
