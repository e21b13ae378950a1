import { Button, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { openFeed, ownFeed, revokeFeed } from './feed';
import classes from './Security.module.css';

/** The own lessons, given and booked, in the phone's calendar: under an address that is shown once. */
export function CalendarFeed() {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { data: feed } = useQuery(ownFeed);
  const [address, setAddress] = useState<string>();
  const [copied, setCopied] = useState(false);
  const [asking, setAsking] = useState(false);
  const open = useWrite(openFeed, ['calendar-feed'], (made) => {
    setAddress(made.address);
    setCopied(false);
  });
  const revoke = useWrite(revokeFeed, ['calendar-feed'], () => {
    setAddress(undefined);
    setAsking(false);
    notify(t('feed.revoked'));
  });
  if (feed === undefined) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(address ?? '');
    setCopied(true);
    notify(t('feed.copied'));
  };
  return (
    <Panel title={t('feed.title')} hint={t('feed.hint')}>
      {address && (
        <div className={classes.feed}>
          <TextInput
            readOnly
            label={t('feed.address')}
            description={t('feed.addressHint')}
            value={address}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
          {/* Plain HTTP has no clipboard: the address is selected by a tap and copied by hand. */}
          {navigator.clipboard && (
            <Button
              leftSection={copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
              onClick={() => void copy()}
            >
              {t('feed.copy')}
            </Button>
          )}
        </div>
      )}
      {feed && !address && <p className={classes.feedNote}>{t('feed.since', { date: date(feed.opened_at) })}</p>}
      <div className={classes.feedActs}>
        {!address && (
          <Button variant={feed ? 'default' : 'filled'} loading={open.isPending} onClick={() => open.mutate(undefined)}>
            {t(feed ? 'feed.renew' : 'feed.open')}
          </Button>
        )}
        {feed && (
          <Button variant="subtle" color="cinnabar" onClick={() => setAsking(true)}>
            {t('feed.revoke')}
          </Button>
        )}
      </div>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('feed.revokeTitle')}
        confirm={t('feed.revoke')}
        danger
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => feed && revoke.mutate(feed.id)}
      >
        {t('feed.revokeHint')}
      </ConfirmDialog>
    </Panel>
  );
}
