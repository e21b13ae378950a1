import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFiles, IconSearch, IconUpload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type EvidenceKind, evidenceKinds } from '@/shared/evidence/files';
import { useCan } from '@/shared/session/me';
import { ExportButton } from '@/shared/ui/ExportButton';
import rows from '@/shared/ui/Rows.module.css';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import classes from './Evidence.module.css';
import { EvidenceRow } from './EvidenceRow';
import { FileDialog } from './FileDialog';
import { type EvidenceFilters, evidenceList, type View, views } from './queries';

const page = getRouteApi('/evidence');
const isView = (word: string | undefined): word is View => views.some((one) => one === word);
const isKind = (word: string | undefined): word is EvidenceKind => evidenceKinds.some((one) => one === word);

/** 佐证材料: what was brought, what it proves, and what proves nothing yet or not for long. */
export function EvidencePage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = page.useNavigate();
  const search = page.useSearch();
  const view = isView(search.view) ? search.view : 'all';
  const kind = isKind(search.kind) ? search.kind : undefined;
  const [typed, setTyped] = useState(search.q ?? '');
  const [adding, setAdding] = useState(false);
  const filters: EvidenceFilters = {
    ...(search.q && { q: search.q }),
    ...(kind && { kind }),
    ...(view !== 'all' && { [view]: true }),
  };
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    evidenceList(filters),
  );
  const found = data?.pages.flatMap((one) => one.results) ?? [];
  const count = data?.pages[0]?.count ?? 0;
  const put = (next: object) => void navigate({ search: (s) => ({ ...s, ...next }), replace: true });
  const seek = useDebouncedCallback((words: string) => put({ q: words.trim() || undefined }), 300);
  const add = can('EVIDENCE_ADD') && (
    <Button leftSection={<IconUpload size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('evidence.bring')}
    </Button>
  );
  const narrowed = Boolean(search.q || kind);
  return (
    <div className={classes.page}>
      <PageHeader title={t('evidence.title')} hint={t('evidence.hint')}>
        {data && <ExportButton path="/api/v1/evidence/export/" filters={{ ...filters }} count={count} />}
        {add}
      </PageHeader>
      <div className={classes.filters}>
        <Tabs
          label={t('evidence.views')}
          value={view}
          options={views.map((value) => ({ value, label: t(`evidence.view.${value}`) }))}
          onChange={(next) => put({ view: next === 'all' ? undefined : next })}
        />
        <div className={classes.search}>
          <TextInput
            type="search"
            aria-label={t('evidence.search')}
            placeholder={t('evidence.searchHint')}
            leftSection={<IconSearch size={18} aria-hidden />}
            maxLength={100}
            value={typed}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              seek(currentTarget.value);
            }}
          />
          <NativeSelect
            aria-label={t('evidence.kind')}
            value={kind ?? ''}
            onChange={({ currentTarget }) => put({ kind: currentTarget.value || undefined })}
            data={[
              { value: '', label: t('evidence.everyKind') },
              ...evidenceKinds.map((value) => ({ value, label: t(`evidence.kinds.${value}`) })),
            ]}
          />
        </div>
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data && found.length === 0 && (
        <Empty
          icon={IconFiles}
          title={narrowed ? t('evidence.noneFound') : t(`evidence.none.${view}`)}
          hint={narrowed ? undefined : t(`evidence.noneHint.${view}`)}
          action={!narrowed && (view === 'all' || view === 'mine') && add}
        />
      )}
      {found.length > 0 && (
        <>
          <p className={rows.count}>{t('evidence.count', { count })}</p>
          <ul className={`${rows.card} ${rows.rows}`} aria-label={t('evidence.title')}>
            {found.map((row) => (
              <EvidenceRow key={row.id} row={row} />
            ))}
          </ul>
        </>
      )}
      {hasNextPage && (
        <Button variant="default" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('act.showMore')}
        </Button>
      )}
      <FileDialog opened={adding} onClose={() => setAdding(false)} />
    </div>
  );
}
