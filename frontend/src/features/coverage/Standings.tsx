import { IconListCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Coverage.module.css';
import { type Standing, standings } from './queries';

const page = getRouteApi('/coverage');

/** 听课要求: how each stands to what is asked, in the order of the staff register. */
export function Standings({ tabs }: { tabs: ReactNode }) {
  const { t } = useTranslation();
  const navigate = page.useNavigate();
  const { short } = page.useSearch();
  const filters = short ? { short: true } : {};
  const { data: rows, error, isPending, refetch } = useQuery(standings(filters));
  return (
    <div className={classes.page}>
      <PageHeader title={t('standings.title')} hint={t('standings.hint')}>
        {rows && <ExportButton path="/api/v1/observation-standings/export/" filters={filters} count={rows.length} />}
      </PageHeader>
      <div className={classes.filters}>
        {tabs}
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={short === true}
            onChange={({ currentTarget }) => {
              const only = currentTarget.checked || undefined;
              void navigate({ search: (s) => ({ ...s, short: only }), replace: true });
            }}
          />
          {t('standings.onlyShort')}
        </label>
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {rows?.length === 0 && (
        <Empty
          icon={IconListCheck}
          title={t(short ? 'standings.noneShort' : 'standings.none')}
          hint={t(short ? 'standings.noneShortHint' : 'standings.noneHint')}
        />
      )}
      {rows && rows.length > 0 && (
        <ul className={classes.list}>
          {rows.map((row) => (
            <Row key={row.staff.id} row={row} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Row({ row }: { row: Standing }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li>
      <div className={classes.who}>
        <b>{row.staff.name}</b>
        <small>{format.list([...new Set(row.posts)])}</small>
      </div>
      <ul className={classes.lines}>
        {row.lines.map((line) => (
          <li key={line.quota}>
            <b>{t('standings.doneOf', { done: line.done, atLeast: line.at_least })}</b>{' '}
            {line.missing > 0 ? (
              <Tag tone="soon">{t('standings.short', { count: line.missing })}</Tag>
            ) : (
              <Tag tone="brand">{t('standings.met')}</Tag>
            )}
            <small>
              {[
                line.period_label,
                line.counts === 'any' ? '' : line.counts_label,
                line.periods_begun > 1 && t('standings.periods', { met: line.periods_met, begun: line.periods_begun }),
                line.asked_of,
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
        {row.late > 0 && (
          <li>
            <small>{t('standings.late', { count: row.late })}</small>
          </li>
        )}
      </ul>
    </li>
  );
}
