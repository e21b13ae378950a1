import { Button, NativeSelect } from '@mantine/core';
import { IconHeartHandshake, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { AreaTabs } from '@/shared/recognition/AreaTabs';
import { useCan } from '@/shared/session/me';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { Kinds } from './Kinds';
import { kindList, type Selection, selectionList } from './queries';
import { SelectionDialog } from './SelectionDialog';
import classes from './Selections.module.css';
import { SelectionTag } from './SelectionTag';

const page = getRouteApi('/selections');
const views = ['open', 'decided', 'kinds'] as const;

/** 评选: what is being selected now, what was decided, and, for those who keep them, the kinds. */
export function SelectionsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = page.useNavigate();
  const search = page.useSearch();
  const keeps = can('SELECTION_KEEP');
  const offered = views.filter((one) => one !== 'kinds' || keeps);
  const view = offered.find((one) => one === search.view) ?? 'open';
  const [planning, setPlanning] = useState(false);
  const put = (next: object) => void navigate({ search: (s) => ({ ...s, ...next }), replace: true });
  const plan = keeps && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setPlanning(true)}>
      {t('selections.plan')}
    </Button>
  );
  return (
    <div className={classes.page}>
      <PageHeader title={t('selections.title')} hint={t('selections.hint')}>
        {plan}
      </PageHeader>
      <AreaTabs of="selections" />
      <Tabs
        label={t('selections.views')}
        value={view}
        options={offered.map((value) => ({ value, label: t(`selections.view.${value}`) }))}
        onChange={(next) => put({ view: next === 'open' ? undefined : next })}
      />
      {view === 'kinds' ? (
        <Kinds />
      ) : (
        <List open={view === 'open'} kind={search.kind} onKind={(kind) => put({ kind })} plan={plan} />
      )}
      <SelectionDialog opened={planning} onClose={() => setPlanning(false)} />
    </div>
  );
}

interface ListProps {
  open: boolean;
  kind: string | undefined;
  onKind: (kind: string | undefined) => void;
  plan: ReactNode;
}

function List({ open, kind, onKind, plan }: ListProps) {
  const { t } = useTranslation();
  const kinds = useQuery(kindList);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    selectionList({ open, ...(kind && { kind }) }),
  );
  const rows = data?.pages.flatMap((one) => one.results) ?? [];
  return (
    <>
      {(kinds.data?.length ?? 0) > 1 && (
        <NativeSelect
          className={classes.kind ?? ''}
          aria-label={t('selections.kind')}
          value={kind ?? ''}
          onChange={({ currentTarget }) => onKind(currentTarget.value || undefined)}
          data={[
            { value: '', label: t('selections.everyKind') },
            ...(kinds.data ?? []).map((one) => ({ value: one.id, label: one.name })),
          ]}
        />
      )}
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data && rows.length === 0 && (
        <Empty
          icon={IconHeartHandshake}
          title={t(open ? 'selections.none' : 'selections.noneDecided')}
          hint={t(open ? 'selections.noneHint' : 'selections.noneDecidedHint')}
          action={open && plan}
        />
      )}
      {rows.length > 0 && (
        <ul className={classes.cards}>
          {rows.map((row) => (
            <Card key={row.id} row={row} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button variant="default" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('act.showMore')}
        </Button>
      )}
    </>
  );
}

function Card({ row }: { row: Selection }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li>
      <p className={classes.name}>
        <Link to="/selections/$id" params={{ id: row.id }}>
          {row.edition ? t('selections.ofEdition', { title: row.title, number: row.edition }) : row.title}
        </Link>
        <SelectionTag row={row} />
      </p>
      <p className={classes.facts}>
        {row.kind.name}
        {' · '}
        {row.decided_on
          ? `${t('selections.decidedOn', { day: format.date(row.decided_on) })} · ${t('selections.chosen', { count: row.selected })}`
          : `${t('selections.days', { first: format.date(row.starts_on), last: format.date(row.ends_on) })} · ${t('selections.places', { count: row.places })}`}
      </p>
      {!row.decided_on && <p className={classes.criteria}>{row.criteria}</p>}
    </li>
  );
}
