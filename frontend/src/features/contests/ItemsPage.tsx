import { Button } from '@mantine/core';
import { IconClipboardOff, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/shared/session/me';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Contests.module.css';
import { ItemDialog } from './ItemDialog';
import { type Item, itemList } from './queries';

/** What a check looks at. */
export function ItemsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const [writing, setWriting] = useState<Item | 'new'>();
  const { data: items, error, isPending, refetch } = useQuery(itemList());
  const add = can('CATALOGUE_KEEP') && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setWriting('new')}>
      {t('contests.addItem')}
    </Button>
  );
  return (
    <div className={classes.narrow}>
      <p className={classes.back}>
        <Link to="/contests">{t('contestCheck.back')}</Link>
      </p>
      <PageHeader title={t('contests.items')} hint={t('contests.itemsHint')}>
        {add}
      </PageHeader>
      {isPending && <PageSkeleton />}
      {!isPending && !items && <Failure error={error} reset={refetch} />}
      {items?.length === 0 && (
        <Empty
          icon={IconClipboardOff}
          title={t('contestCheck.noItems')}
          hint={t('contestCheck.noItemsHint')}
          action={add}
        />
      )}
      {items && items.length > 0 && (
        <ul className={`${classes.rows} ${classes.card}`}>
          {items.map((item) => (
            <li key={item.id} data-voided={!item.is_active || undefined}>
              <div className={classes.what}>
                <p className={classes.name}>
                  <b>{item.name}</b>
                  <small>{item.code}</small>
                  {!item.is_active && <Tag tone="soon">{t('contests.inactive')}</Tag>}
                </p>
                <p className={classes.facts}>
                  {t('contests.full', { marks: item.full_marks })} ·{' '}
                  {t(item.is_per_head ? 'contests.perHead' : 'contests.perClass')}
                </p>
              </div>
              {item.abilities.includes('change') && (
                <Button
                  size="sm"
                  variant="default"
                  aria-label={t('contests.changeOf', { name: item.name })}
                  onClick={() => setWriting(item)}
                >
                  {t('contests.change')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <ItemDialog of={writing} onClose={() => setWriting(undefined)} />
    </div>
  );
}
