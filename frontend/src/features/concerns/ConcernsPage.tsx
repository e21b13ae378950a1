import { Button } from '@mantine/core';
import { IconLock, IconShieldHeart } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/shared/session/me';
import { needsStepUp } from '@/shared/session/stepUp';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { ConcernRow } from './ConcernRow';
import classes from './Concerns.module.css';
import { concernsQuery } from './queries';

/** For the three who answer for the children, everything; for whoever noticed something, what they reported. */
export function ConcernsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const [open, setOpen] = useState(true);
  const { data: rows, error, isPending, refetch } = useQuery(concernsQuery(open));
  const locked = needsStepUp(error);
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('concerns.title')}
        hint={can('CONCERN_HANDLE') ? t('concerns.hintAll') : t('concerns.hintOwn')}
      >
        {can('VISIT_RECORD') && (
          <ButtonLink to="/concerns/new" variant="light">
            {t('concerns.report')}
          </ButtonLink>
        )}
      </PageHeader>
      <div className={classes.filters}>
        <Tabs
          label={t('concerns.title')}
          value={open ? 'open' : 'closed'}
          onChange={(value) => setOpen(value === 'open')}
          options={[
            { value: 'open', label: t('concerns.unclosed') },
            { value: 'closed', label: t('concerns.states.closed') },
          ]}
        />
      </div>
      {isPending && <PageSkeleton />}
      {locked && (
        <Empty
          icon={IconLock}
          title={t('concerns.locked')}
          hint={t('stepUp.hint')}
          action={<Button onClick={() => void refetch()}>{t('stepUp.title')}</Button>}
        />
      )}
      {!isPending && !rows && !locked && <Failure error={error} reset={refetch} />}
      {rows?.length === 0 && (
        <Empty icon={IconShieldHeart} title={t('concerns.empty')} hint={t('concerns.emptyHint')} />
      )}
      {!!rows?.length && (
        <ul className={classes.list}>
          {rows.map((row) => (
            <ConcernRow key={row.id} row={row} />
          ))}
        </ul>
      )}
    </div>
  );
}
