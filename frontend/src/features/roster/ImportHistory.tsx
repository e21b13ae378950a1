import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Panel } from '@/shared/ui/Panel';
import { Failure } from '@/shared/ui/states';
import { importList } from './queries';
import classes from './Roster.module.css';

export function ImportHistory() {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const { data: list, error, isPending, refetch } = useQuery(importList());
  return (
    <Panel
      title={t('roster.history')}
      aside={list && <ExportButton path="/api/v1/roster-imports/export/" count={list.count} />}
    >
      {isPending && <Skeleton h={80} />}
      {!isPending && !list && <Failure error={error} reset={refetch} />}
      {list?.results.length === 0 && <p className={classes.none}>{t('roster.noHistory')}</p>}
      {list && list.results.length > 0 && (
        <ul className={classes.history}>
          {list.results.map((one) => (
            <li key={one.id}>
              <b>{one.file_name}</b>
              <time dateTime={one.created_at}>{moment(one.created_at)}</time>
              <span>
                {t('roster.done', {
                  created: one.counts.create,
                  updated: one.counts.update,
                  skipped: one.counts.skip,
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
