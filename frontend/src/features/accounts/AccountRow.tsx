import { Badge, Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { notify } from '@/shared/ui/notify';
import classes from './Accounts.module.css';
import { type Account, accountList, setActive } from './queries';

export function AccountRow({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { list, moment } = useFormat();
  const me = useMe();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: setActive,
    onSuccess: async (_answer, { active }) => {
      setAsking(false);
      notify(t(active ? 'accounts.activated' : 'accounts.deactivated', { name: account.name }));
      await client.invalidateQueries({ queryKey: accountList().queryKey });
    },
  });
  const act = account.is_active ? 'deactivate' : 'activate';
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <b>{account.name}</b>
        <span>{account.username}</span>
        {!account.is_active && (
          <Badge tt="none" variant="light" color="cinnabar">
            {t('accounts.closed')}
          </Badge>
        )}
      </div>
      <p className={classes.facts}>
        {account.posts.length > 0 ? list([...new Set(account.posts)]) : t('accounts.noPost')} ·{' '}
        {account.last_login ? t('accounts.lastLogin', { time: moment(account.last_login) }) : t('accounts.never')}
      </p>
      {account.abilities.includes(act) && account.id !== me.id && (
        <Button
          size="sm"
          variant="default"
          className={classes.act}
          aria-label={t(`accounts.${act}Of`, { name: account.name })}
          onClick={() => {
            change.reset();
            setAsking(true);
          }}
        >
          {t(`accounts.${act}`)}
        </Button>
      )}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t(`accounts.${act}Of`, { name: account.name })}
        confirm={t(`accounts.${act}`)}
        danger={account.is_active}
        busy={change.isPending}
        error={change.error}
        onConfirm={() => change.mutate({ id: account.id, active: !account.is_active })}
      >
        {t(`accounts.${act}Hint`)}
      </ConfirmDialog>
    </li>
  );
}
