import { Button, TextInput } from '@mantine/core';
import { IconSearch, IconUserOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { JoinDialog } from './JoinDialog';
import { staffList } from './queries';
import classes from './Staffing.module.css';

/** Colleagues and what each of them holds today. Their posts over time are one tap away. */
export function StaffingPage() {
  const { t } = useTranslation();
  const { list } = useFormat();
  const [typed, setTyped] = useState('');
  const [joining, setJoining] = useState(false);
  const { data: staff, error, isPending, refetch } = useQuery(staffList);
  if (isPending) return <PageSkeleton />;
  if (!staff) return <Failure error={error} reset={refetch} />;
  const wanted = typed.trim();
  const shown = staff.filter(({ name, posts }) => [name, ...posts].some((word) => word.includes(wanted)));
  return (
    <>
      <PageHeader title={t('staffing.title')} hint={t('staffing.hint')}>
        <Button onClick={() => setJoining(true)}>{t('staffing.join')}</Button>
      </PageHeader>
      <TextInput
        className={rowClasses.search ?? ''}
        type="search"
        label={t('staffing.search')}
        placeholder={t('staffing.searchHint')}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <p className={rowClasses.count} role="status">
        {t('staffing.count', { shown: shown.length })}
      </p>
      {shown.length === 0 ? (
        <Empty icon={IconUserOff} title={t('staffing.none')} hint={t('staffing.noneHint')} />
      ) : (
        <ul className={rowClasses.card}>
          {shown.map((one) => (
            <li key={one.id}>
              <Link to="/staff/$id" params={{ id: one.id }} className={classes.row}>
                <b>{one.name}</b>
                <span>{one.posts.length > 0 ? list([...new Set(one.posts)]) : t('staffing.noPost')}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <JoinDialog opened={joining} onClose={() => setJoining(false)} />
    </>
  );
}
