import { TextInput } from '@mantine/core';
import { IconSearch, IconUserOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { AccountRow } from './AccountRow';
import classes from './Accounts.module.css';
import { accountList } from './queries';

/** Who can sign in. Closing an account keeps everything its owner wrote. */
export function AccountsPage() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { data: accounts, error, isPending, refetch } = useQuery(accountList());
  if (isPending) return <PageSkeleton />;
  if (!accounts) return <Failure error={error} reset={refetch} />;
  const wanted = typed.trim().toLocaleLowerCase();
  const shown = accounts.filter(({ username, name, posts }) =>
    [username, name, ...posts].some((word) => word.toLocaleLowerCase().includes(wanted)),
  );
  return (
    <>
      <PageHeader title={t('accounts.title')} hint={t('accounts.hint')}>
        <ExportButton path="/api/v1/accounts/export/" count={accounts.length} />
      </PageHeader>
      <TextInput
        className={classes.search}
        type="search"
        label={t('accounts.search')}
        placeholder={t('accounts.searchHint')}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <p className={classes.count} role="status">
        {t('accounts.count', { count: shown.length })}
      </p>
      {shown.length === 0 ? (
        <Empty icon={IconUserOff} title={t('accounts.none')} hint={t('accounts.noneHint')} />
      ) : (
        <ul className={classes.list}>
          {shown.map((account) => (
            <AccountRow key={account.id} account={account} />
          ))}
        </ul>
      )}
    </>
  );
}
