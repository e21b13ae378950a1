import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { type Icon, IconCloudOff, IconLeaf, IconLock, IconMapOff, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, kindOf } from '../api/errors';
import { useFormat } from '../i18n/format';
import { ButtonLink } from './ButtonLink';
import classes from './states.module.css';

/** Waiting: the shape of what is coming, never a spinner on a blank page. */
export const PageSkeleton = () => (
  <Stack aria-busy="true">
    <Skeleton h={32} w="40%" />
    <Skeleton h={120} />
    <Skeleton h={220} />
  </Stack>
);

interface StateProps {
  icon?: Icon;
  title: string;
  hint?: string | undefined;
  action?: ReactNode;
  /** The whole page is this state: its title is the page's heading. */
  whole?: boolean;
}

/** Nothing yet: say what will appear here and offer the one next step. */
export function Empty({ icon: Mark = IconLeaf, title, hint, action, whole }: StateProps) {
  const Title = whole ? 'h1' : 'p';
  return (
    <div className={classes.state}>
      <Mark size={44} stroke={1.2} aria-hidden />
      <Title className={classes.title}>{title}</Title>
      {hint && <p className={classes.hint}>{hint}</p>}
      {action}
    </div>
  );
}

/** Something failed: what happened, that nothing was lost, and a way on. */
export function Failure({ error, reset }: { error?: unknown; reset?: () => unknown }) {
  const { t } = useTranslation();
  const kind = kindOf(error);
  if (kind === 'forbidden') return <Forbidden />;
  if (kind === 'not-found') return <NotFound />;
  const offline = kind === 'offline';
  const words = error instanceof ApiError && error.code ? error.message : undefined;
  return (
    <div className={classes.state} data-tone="trouble" role="alert">
      <IconCloudOff size={40} stroke={1.3} aria-hidden />
      <p className={classes.title}>{offline ? t('state.offline') : t('state.failed')}</p>
      <p className={classes.hint}>{words ?? (offline ? t('state.offlineHint') : t('state.failedHint'))}</p>
      {reset && (
        <Button variant="light" leftSection={<IconRefresh size={18} aria-hidden />} onClick={() => void reset()}>
          {t('state.retry')}
        </Button>
      )}
    </div>
  );
}

/** Not allowed: why, and whom to ask. */
export function Forbidden() {
  const { t } = useTranslation();
  return (
    <Empty whole icon={IconLock} title={t('state.forbidden')} hint={t('state.forbiddenHint')} action={<WayHome />} />
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Empty whole icon={IconMapOff} title={t('state.notFound')} hint={t('state.notFoundHint')} action={<WayHome />} />
  );
}

function WayHome() {
  const { t } = useTranslation();
  return (
    <ButtonLink to="/" variant="light">
      {t('state.home')}
    </ButtonLink>
  );
}

/** The page shows what this device kept, and says from when. */
export function OfflineNote({ keptAt }: { keptAt: number | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (keptAt === undefined) return null;
  return (
    <p className={classes.note} role="status">
      {t('state.keptAt', { time: format.moment(keptAt) })}
    </p>
  );
}

export function PageHeader({ title, hint, children }: { title: string; hint?: ReactNode; children?: ReactNode }) {
  return (
    <header className={classes.header}>
      <div className={classes.heading}>
        <h1 className={classes.h1}>{title}</h1>
        {hint && (
          <Text component="div" c="dimmed">
            {hint}
          </Text>
        )}
      </div>
      {children && <div className={classes.tools}>{children}</div>}
    </header>
  );
}
