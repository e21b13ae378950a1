import { Button } from '@mantine/core';
import { IconMailOpened } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import cards from '@/shared/ui/Cards.module.css';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Digests.module.css';
import { digestList } from './digests';
import { Lines } from './Lines';
import { useRead } from './useRead';

/** My digests, the newest first. */
export function DigestsPage() {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { data: list, error, isPending, refetch } = useQuery(digestList);
  const reading = useRead();
  return (
    <div className={classes.page}>
      <PageHeader title={t('digests.title')} hint={t('digests.hint')}>
        <Link to="/me">{t('digests.settings')}</Link>
      </PageHeader>
      {isPending && <PageSkeleton />}
      {!isPending && !list && <Failure error={error} reset={refetch} />}
      {list?.results.length === 0 && (
        <Empty icon={IconMailOpened} title={t('digests.empty')} hint={t('digests.emptyHint')} />
      )}
      <ul className={cards.cards}>
        {list?.results.map((digest) => (
          <li key={digest.id} className={cards.card}>
            <div className={cards.head}>
              <h2>{t('digests.week', { first: day(digest.week_of), last: day(digest.week_ends) })}</h2>
              <Tag tone={digest.read_at ? 'calm' : 'soon'}>
                {t(digest.read_at ? 'digests.isRead' : 'digests.isNew')}
              </Tag>
            </div>
            <Lines lines={digest.lines} />
            {digest.abilities.includes('read') && (
              <div className={cards.acts}>
                <Button
                  size="sm"
                  variant="light"
                  loading={reading.isPending && reading.variables === digest.id}
                  onClick={() => reading.mutate(digest.id)}
                >
                  {t('digests.read')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
