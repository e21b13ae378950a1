import { Button } from '@mantine/core';
import { IconAward, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import classes from './Ambassadors.module.css';
import { type Honour, honourList } from './queries';

/** Names that may be read by everybody in the school and by the committee: chosen, and with consent. */
export function HonoursPage() {
  const { t } = useTranslation();
  const { data: rows, error, isPending, refetch } = useQuery(honourList());
  if (isPending) return <PageSkeleton />;
  if (!rows) return <Failure error={error} reset={refetch} />;
  const rounds = new Map<string, Honour[]>();
  for (const row of rows) rounds.set(row.title, [...(rounds.get(row.title) ?? []), row]);
  return (
    <>
      <PageHeader title={t('honours.title')} hint={t('honours.hint')}>
        {rows.length > 0 && <ExportButton path="/api/v1/honours/export/" count={rows.length} />}
        {rows.length > 0 && (
          <Button
            variant="default"
            className={classes.screenOnly ?? ''}
            leftSection={<IconPrinter size={18} aria-hidden />}
            onClick={() => window.print()}
          >
            {t('honours.print')}
          </Button>
        )}
      </PageHeader>
      {rows.length === 0 && <Empty icon={IconAward} title={t('honours.none')} hint={t('honours.noneHint')} />}
      <div className={classes.page}>
        {[...rounds].map(([title, group]) => (
          <section key={title} className={classes.honours}>
            <h2>{title}</h2>
            <ul>
              {group.map((row) => (
                <li key={row.id}>
                  <IconAward size={26} stroke={1.5} aria-hidden />
                  <div>
                    <b>{row.name}</b> <small>{row.school_class.name}</small>
                    <p>{row.deed}</p>
                  </div>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
