import { NativeSelect } from '@mantine/core';
import { IconEyeCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Coverage.module.css';
import { type Covered, coverage } from './queries';

const page = getRouteApi('/coverage');
const WEEKS = [2, 4, 6, 8, 12, 16];

/** Whom nobody has seen for so many teaching weeks: new teachers first. */
export function Unseen({ tabs }: { tabs: ReactNode }) {
  const { t } = useTranslation();
  const navigate = page.useNavigate();
  const { weeks, everybody } = page.useSearch();
  const filters = { ...(weeks ? { weeks } : {}), ...(everybody ? { everybody: true } : {}) };
  const { data: rows, error, isPending, refetch } = useQuery(coverage(filters));
  return (
    <div className={classes.page}>
      <PageHeader title={t('coverage.title')} hint={t('coverage.hint')}>
        {rows && (
          <ExportButton path="/api/v1/observation-coverage/export/" filters={{ ...filters }} count={rows.length} />
        )}
      </PageHeader>
      <div className={classes.filters}>
        {tabs}
        <NativeSelect
          aria-label={t('coverage.weeks')}
          value={weeks ?? ''}
          onChange={({ currentTarget }) => {
            const next = Number(currentTarget.value) || undefined;
            void navigate({ search: (s) => ({ ...s, weeks: next }), replace: true });
          }}
          data={[
            { value: '', label: t('coverage.weeksOwn') },
            ...WEEKS.map((number) => ({ value: String(number), label: t('coverage.weeksMany', { number }) })),
          ]}
        />
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={everybody === true}
            onChange={({ currentTarget }) => {
              const all = currentTarget.checked || undefined;
              void navigate({ search: (s) => ({ ...s, everybody: all }), replace: true });
            }}
          />
          {t('coverage.everybody')}
        </label>
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {rows?.length === 0 && <Empty icon={IconEyeCheck} title={t('coverage.none')} hint={t('coverage.noneHint')} />}
      {rows && rows.length > 0 && (
        <>
          <p className={classes.count}>{t('coverage.count', { count: rows.length })}</p>
          <ul className={classes.list}>
            {rows.map((row) => (
              <Row key={row.staff.id} row={row} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Row({ row }: { row: Covered }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li>
      <div className={classes.who}>
        <b>{row.staff.name}</b> {row.is_new && <Tag tone="soon">{t('coverage.isNew')}</Tag>}
        <small>{format.list([...new Set(row.posts)])}</small>
      </div>
      <div className={classes.reasons}>
        {row.reason_labels.map((reason) => (
          <Tag key={reason} tone="soon">
            {reason}
          </Tag>
        ))}
      </div>
      <div className={classes.when}>
        <span>
          {row.last_seen_on ? t('coverage.lastSeen', { day: format.day(row.last_seen_on) }) : t('coverage.neverSeen')}
        </span>
        <small>{t('coverage.weeksUnseen', { count: row.weeks_unseen })}</small>
      </div>
    </li>
  );
}
