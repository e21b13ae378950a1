import { Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { notify } from '@/shared/ui/notify';
import { Tag } from '@/shared/ui/Tag';
import classes from './Accounts.module.css';
import { linkWord, offers } from './offers';
import { type Account, type Act, accountList, acts, type HandedLink, handOutLink } from './queries';

const tones = {
  not_invited: 'calm',
  invited: 'brand',
  lapsed: 'soon',
  active: 'calm',
  idle: 'soon',
  deactivated: 'trouble',
} as const;

/** One account: who, where it stands, and what the administrator can do about it. */
export function AccountRow({ account, onLink }: { account: Account; onLink: (handed: HandedLink) => void }) {
  const { t } = useTranslation();
  const { list } = useFormat();
  const me = useMe();
  const client = useQueryClient();
  const [asking, setAsking] = useState<Act | 'link'>();
  const change = useMutation({
    mutationFn: async (act: Act | 'link') => {
      if (act === 'link') return onLink(await handOutLink(account.id));
      await acts[act](account.id);
      notify(t(`accounts.done.${act}`, { name: account.name }));
    },
    onSuccess: async () => {
      setAsking(undefined);
      await client.invalidateQueries({ queryKey: accountList().queryKey });
    },
  });
  const offered = offers(account);
  const word = (act: Act | 'link') => (act === 'link' ? linkWord(account) : act);
  const ask = (act: Act | 'link') => {
    change.reset();
    setAsking(act);
  };
  const flagged = account.posts_ended && account.is_active && offered.includes('deactivate');
  const own = account.id === me.id;
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <b>{account.name}</b>
        <span>{account.username}</span>
        <Tag tone={tones[account.state]}>{t(`accounts.state.${account.state}`)}</Tag>
        {account.posts_ended && <Tag tone="soon">{t('accounts.postsEnded')}</Tag>}
      </div>
      <p className={classes.facts}>
        {account.posts.length > 0
          ? list([...new Set(account.posts)])
          : account.is_committee
            ? t('me.committee')
            : t('accounts.noPost')}
      </p>
      <Facts account={account} />
      <div className={classes.act}>
        {own && <span className={classes.own}>{t('accounts.own')}</span>}
        {flagged && (
          <Button size="sm" color="cinnabar" variant="light" onClick={() => ask('deactivate')}>
            {t('accounts.deactivate')}
          </Button>
        )}
        {account.state === 'not_invited' && !flagged && offered.includes('link') && (
          <Button size="sm" variant="default" onClick={() => ask('link')}>
            {t('accounts.invite')}
          </Button>
        )}
        {offered.length > 0 && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <Button
                size="sm"
                variant="default"
                className={classes.more ?? ''}
                aria-label={t('accounts.more', { name: account.name })}
              >
                <IconDots size={20} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {offered.map((act) => (
                <Menu.Item key={act} {...(act === 'deactivate' ? { color: 'cinnabar' } : {})} onClick={() => ask(act)}>
                  {t(`accounts.${word(act)}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <ConfirmDialog
        opened={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={asking ? `${t(`accounts.${word(asking)}`)} · ${account.name}` : ''}
        confirm={asking ? t(`accounts.${word(asking)}`) : ''}
        danger={asking === 'deactivate' || asking === 'take_off_second_factor'}
        busy={change.isPending}
        error={change.error}
        onConfirm={() => asking && change.mutate(asking)}
      >
        {asking ? t(`accounts.asks.${word(asking)}`) : null}
      </ConfirmDialog>
    </li>
  );
}

/** When it was last used, on how many devices, with which factor. */
function Facts({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { moment, date } = useFormat();
  const facts = [
    account.invited_until && t(`accounts.until.${account.state as 'invited'}`, { time: moment(account.invited_until) }),
    account.last_used_at ? t('accounts.lastUsed', { time: date(account.last_used_at) }) : t('accounts.never'),
    account.sessions > 0 && t('accounts.sessions', { count: account.sessions }),
    account.second_factor
      ? t('accounts.factorOn')
      : account.needs_second_factor && account.state !== 'deactivated' && t('accounts.factorMissing'),
  ];
  return <p className={classes.facts}>{facts.filter(Boolean).join(' · ')}</p>;
}
