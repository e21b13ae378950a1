import { Button } from '@mantine/core';
import { IconCalendarStar, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { Tag } from '@/shared/ui/Tag';
import classes from './Activities.module.css';
import { useProgrammeName } from './ActivityRows';
import { ProgrammeDialog } from './ProgrammeDialog';
import { type Programme, programmeKinds, programmeList } from './queries';
import { Ways } from './Ways';

const page = getRouteApi('/programmes');

/** 主题月, 色彩月, 节日, 大学习: what activities belong to, the newest first. */
export function ProgrammesPage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = page.useNavigate();
  const asked = page.useSearch().kind;
  const kind = programmeKinds.find((one) => one === asked);
  const [adding, setAdding] = useState(false);
  const { data, error, isPending, refetch } = useQuery(programmeList);
  const rows = data?.filter((one) => !kind || one.kind === kind);
  const add = can('ACTIVITY_KEEP') && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('programmes.add')}
    </Button>
  );
  return (
    <div className={classes.page}>
      <PageHeader title={t('programmes.title')} hint={t('programmes.hint')}>
        {add}
      </PageHeader>
      <Ways />
      <div className={classes.filters}>
        <Tabs
          label={t('programmes.views')}
          value={kind ?? 'all'}
          options={[
            { value: 'all', label: t('programmes.every') },
            ...programmeKinds.map((value) => ({ value, label: t(`programmes.kind.${value}`) })),
          ]}
          onChange={(next) => void navigate({ search: next === 'all' ? {} : { kind: next }, replace: true })}
        />
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {rows?.length === 0 && (
        <Empty icon={IconCalendarStar} title={t('programmes.none')} hint={t('programmes.noneHint')} action={add} />
      )}
      {rows && rows.length > 0 && (
        <ul className={classes.cards}>
          {rows.map((row) => (
            <ProgrammeCard key={row.id} row={row} />
          ))}
        </ul>
      )}
      <ProgrammeDialog of={adding ? 'new' : undefined} onClose={() => setAdding(false)} />
    </div>
  );
}

function ProgrammeCard({ row }: { row: Programme }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useProgrammeName();
  return (
    <li>
      <Link to="/programmes/$id" params={{ id: row.id }} className={classes.card} data-colour={row.colour || undefined}>
        <span className={classes.head}>
          <b>{name(row)}</b>
          <Tag>{row.kind_label}</Tag>
          {row.is_running && <Tag tone="brand">{t('programmes.running')}</Tag>}
        </span>
        {row.slogan && <p>{row.slogan}</p>}
        <small>
          {format.date(row.starts_on)}–{format.date(row.ends_on)} · {t('programmes.held', { count: row.held })}
        </small>
      </Link>
    </li>
  );
}
