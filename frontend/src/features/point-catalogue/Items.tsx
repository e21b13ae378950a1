import { Button, TextInput } from '@mantine/core';
import { IconListSearch, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogue, domains, type PointItem } from '@/shared/civility/catalogue';
import { useCan, useMe } from '@/shared/session/me';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Panel } from '@/shared/ui/Panel';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { CloseDialog } from './CloseDialog';
import { ItemDialog } from './ItemDialog';
import { ItemRow } from './ItemRow';
import classes from './PointCatalogue.module.css';

/** The catalogue of one day, by the three sides of a child's life. */
export function Items({ tabs }: { tabs: ReactNode }) {
  const { t } = useTranslation();
  const { today } = useMe();
  const can = useCan();
  const [on, setOn] = useState(today);
  const [withClosed, setWithClosed] = useState(false);
  const [writing, setWriting] = useState<PointItem | 'new'>();
  const [closing, setClosing] = useState<PointItem>();
  const {
    data: all,
    error,
    isPending,
    refetch,
  } = useQuery({
    ...catalogue(on),
    placeholderData: (previous) => previous,
  });
  const open = (all ?? []).filter((item) => item.version.is_open);
  const shown = withClosed ? (all ?? []) : open;
  const closed = (all?.length ?? 0) - open.length;
  const add = can('CATALOGUE_KEEP') && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setWriting('new')}>
      {t('pointItems.add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('pointItems.title')} hint={t('pointItems.hint')}>
        {add}
        {can('CATALOGUE_KEEP') && (
          <ExportButton path="/api/v1/point-items/export/" filters={{ on }} count={all?.length} />
        )}
      </PageHeader>
      <div className={classes.filters}>
        {tabs}
        <TextInput
          type="date"
          size="sm"
          label={t('pointItems.on')}
          value={on}
          onChange={({ currentTarget }) => setOn(currentTarget.value || today)}
        />
        {closed > 0 && (
          <label className={classes.check}>
            <input
              type="checkbox"
              checked={withClosed}
              onChange={({ currentTarget }) => setWithClosed(currentTarget.checked)}
            />
            {t('pointItems.withClosed', { count: closed })}
          </label>
        )}
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !all && <Failure error={error} reset={refetch} />}
      {all && shown.length === 0 && (
        <Empty icon={IconListSearch} title={t('pointItems.none')} hint={t('pointItems.noneHint')} action={add} />
      )}
      <div className={classes.page}>
        {domains.map((domain) => {
          const rows = shown.filter((item) => item.version.domain === domain);
          if (rows.length === 0) return null;
          return (
            <Panel key={domain} title={t(`pointWords.domain.${domain}`)} hint={t(`pointItems.domainHint.${domain}`)}>
              <ul className={classes.rows}>
                {rows.map((item) => (
                  <ItemRow
                    key={item.id}
                    item={item}
                    onRevise={() => setWriting(item)}
                    onClose={() => setClosing(item)}
                  />
                ))}
              </ul>
            </Panel>
          );
        })}
      </div>
      <ItemDialog of={writing} onClose={() => setWriting(undefined)} />
      <CloseDialog item={closing} onClose={() => setClosing(undefined)} />
    </>
  );
}
