import { Button, TextInput } from '@mantine/core';
import { IconSearch, IconUserOff, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '@/shared/ui/ExportButton';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { AccountRow } from './AccountRow';
import { InviteDialog } from './InviteDialog';
import { LinkDialog } from './LinkDialog';
import { type View, views } from './offers';
import { accountList, type HandedLink } from './queries';

/** Who can sign in, who was invited, and whose account should be closed. Closing keeps everything they wrote. */
export function AccountsPage() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [view, setView] = useState<View>('all');
  const [inviting, setInviting] = useState(false);
  const [handed, setHanded] = useState<HandedLink>();
  const { data: accounts, error, isPending, refetch } = useQuery(accountList());
  if (isPending) return <PageSkeleton />;
  if (!accounts) return <Failure error={error} reset={refetch} />;
  const wanted = typed.trim().toLocaleLowerCase();
  const shown = accounts
    .filter(views[view])
    .filter(({ username, name, posts }) =>
      [username, name, ...posts].some((word) => word.toLocaleLowerCase().includes(wanted)),
    );
  const handOut = (link: HandedLink) => {
    setInviting(false);
    setHanded(link);
  };
  return (
    <>
      <PageHeader title={t('accounts.title')} hint={t('accounts.hint')}>
        <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setInviting(true)}>
          {t('accounts.inviteSomebody')}
        </Button>
        <ExportButton path="/api/v1/accounts/export/" count={accounts.length} />
      </PageHeader>
      <Tabs
        label={t('accounts.views')}
        value={view}
        onChange={setView}
        options={(Object.keys(views) as View[]).map((value) => ({
          value,
          label: `${t(`accounts.view.${value}`)} ${accounts.filter(views[value]).length}`,
        }))}
      />
      <TextInput
        className={rowClasses.search ?? ''}
        type="search"
        label={t('accounts.search')}
        placeholder={t('accounts.searchHint')}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <p className={rowClasses.count} role="status">
        {t('accounts.count', { count: shown.length })}
      </p>
      {shown.length === 0 ? (
        <Empty icon={IconUserOff} title={t('accounts.none')} hint={t('accounts.noneHint')} />
      ) : (
        <ul className={rowClasses.card}>
          {shown.map((account) => (
            <AccountRow key={account.id} account={account} onLink={handOut} />
          ))}
        </ul>
      )}
      <InviteDialog opened={inviting} onClose={() => setInviting(false)} onLink={handOut} />
      <LinkDialog handed={handed} onClose={() => setHanded(undefined)} />
    </>
  );
}
