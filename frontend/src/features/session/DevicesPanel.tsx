import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { notifyProblem } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Tag } from '@/shared/ui/Tag';
import classes from './Security.module.css';
import { endOthers, endSession, type OwnSession, ownSessions } from './security';

/** Where one is signed in, and how to end it from here. */
export function DevicesPanel() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data: sessions } = useQuery(ownSessions);
  const again = () => client.invalidateQueries({ queryKey: ownSessions.queryKey });
  const end = useMutation({ mutationFn: endSession, onSuccess: again, onError: notifyProblem });
  const others = useMutation({ mutationFn: endOthers, onSuccess: again, onError: notifyProblem });
  if (!sessions) return null;
  return (
    <Panel title={t('devices.title')} hint={t('devices.hint')} wide>
      <ul className={classes.devices}>
        {sessions.map((session) => (
          <Device
            key={session.id}
            session={session}
            busy={end.isPending && end.variables === session.id}
            onEnd={() => end.mutate(session.id)}
          />
        ))}
      </ul>
      {sessions.length > 1 && (
        <Button
          className={classes.all ?? ''}
          variant="default"
          loading={others.isPending}
          onClick={() => others.mutate()}
        >
          {t('devices.endOthers')}
        </Button>
      )}
    </Panel>
  );
}

function Device({ session, busy, onEnd }: { session: OwnSession; busy: boolean; onEnd: () => void }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const system = t(`devices.system.${session.system as 'android'}`, { defaultValue: t('devices.system.other') });
  const browser = t(`devices.browser.${session.browser as 'chrome'}`, { defaultValue: t('devices.browser.other') });
  return (
    <li>
      <span>
        <b>
          {system} · {browser}
        </b>{' '}
        {session.is_this && <Tag tone="brand">{t('devices.this')}</Tag>}
        <small>
          {t('devices.since', { time: moment(session.signed_in_at) })} ·{' '}
          {t('devices.seen', { time: moment(session.seen_at) })}
        </small>
      </span>
      {!session.is_this && (
        <Button
          size="sm"
          variant="default"
          loading={busy}
          aria-label={t('devices.endOf', { system, browser })}
          onClick={onEnd}
        >
          {t('devices.end')}
        </Button>
      )}
    </li>
  );
}
