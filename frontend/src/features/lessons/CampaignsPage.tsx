import { Button } from '@mantine/core';
import { IconCalendarStar, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { CampaignDialog } from './CampaignDialog';
import classes from './Campaigns.module.css';
import { campaignList } from './queries';

/** 教师专业发展促进月: each with its theme, its days and its kinds of lessons. */
export function CampaignsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [adding, setAdding] = useState(false);
  const { data: rows, error, isPending, refetch } = useQuery(campaignList);
  const add = can('LESSON_KEEP') && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('campaigns.add')}
    </Button>
  );
  return (
    <div className={classes.page}>
      <PageHeader title={t('campaigns.title')} hint={t('campaigns.hint')}>
        {add}
      </PageHeader>
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {rows?.length === 0 && (
        <Empty icon={IconCalendarStar} title={t('campaigns.none')} hint={t('campaigns.noneHint')} action={add} />
      )}
      <ul className={classes.cards}>
        {rows?.map((row) => (
          <li key={row.id}>
            <Link to="/campaigns/$id" params={{ id: row.id }} className={classes.card}>
              <span className={classes.head}>
                <b>{row.name}</b>
                {row.is_running && <Tag tone="brand">{t('campaigns.running')}</Tag>}
              </span>
              {row.theme && <span>{row.theme}</span>}
              <small>
                {format.date(row.starts_on)}–{format.date(row.ends_on)} ·{' '}
                {t('campaigns.lessons', { count: row.lessons })}
              </small>
            </Link>
          </li>
        ))}
      </ul>
      <CampaignDialog of={adding ? 'new' : undefined} onClose={() => setAdding(false)} />
    </div>
  );
}
