import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconBulb, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lessonSubjects, strategyTags } from '@/shared/lessons/lists';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { CardView } from './CardView';
import { type CardFilters, cardList, themes } from './queries';
import classes from './Strategies.module.css';

const page = getRouteApi('/strategies');

/** 策略库: what colleagues saw work, found again by a word, a tag, a subject, the theme of a month. */
export function StrategiesPage() {
  const { t } = useTranslation();
  const navigate = page.useNavigate();
  const { view, q, tag, subject, campaign } = page.useSearch();
  const mine = view === 'mine';
  const [typed, setTyped] = useState(q ?? '');
  const filters: CardFilters = {
    ...(q && { q }),
    ...(tag && { tag }),
    ...(subject && { subject }),
    ...(campaign && { campaign }),
    ...(mine && { mine: true }),
  };
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    cardList(filters),
  );
  const tags = useQuery(strategyTags);
  const months = useQuery(themes);
  const subjects = (useQuery(lessonSubjects).data ?? []).map((one) => one.subject);
  const rows = data?.pages.flatMap((one) => one.results) ?? [];
  const count = data?.pages[0]?.count ?? 0;
  const put = (next: object) => void navigate({ search: (s) => ({ ...s, ...next }), replace: true });
  const search = useDebouncedCallback((words: string) => put({ q: words.trim() || undefined }), 300);
  return (
    <div className={classes.page}>
      <PageHeader title={t('strategies.title')} hint={t('strategies.hint')}>
        {data && <ExportButton path="/api/v1/strategies/export/" filters={{ ...filters }} count={count} />}
      </PageHeader>
      <div className={classes.filters}>
        <Tabs
          label={t('strategies.views')}
          value={mine ? 'mine' : 'all'}
          options={[
            { value: 'all', label: t('strategies.view.all') },
            { value: 'mine', label: t('strategies.view.mine') },
          ]}
          onChange={(next) => put({ view: next === 'mine' ? next : undefined })}
        />
        <TextInput
          type="search"
          aria-label={t('strategies.search')}
          placeholder={t('strategies.searchHint')}
          leftSection={<IconSearch size={18} aria-hidden />}
          maxLength={100}
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            search(currentTarget.value);
          }}
        />
        <div className={classes.selects}>
          <NativeSelect
            aria-label={t('strategies.subject')}
            value={subject ?? ''}
            onChange={({ currentTarget }) => put({ subject: currentTarget.value || undefined })}
            data={[{ value: '', label: t('strategies.everySubject') }, ...subjects]}
          />
          {!!months.data?.length && (
            <NativeSelect
              aria-label={t('strategies.theme')}
              value={campaign ?? ''}
              onChange={({ currentTarget }) => put({ campaign: currentTarget.value || undefined })}
              data={[
                { value: '', label: t('strategies.everyTheme') },
                ...months.data.map((one) => ({ value: one.id, label: one.theme || one.name })),
              ]}
            />
          )}
        </div>
      </div>
      {!!tags.data?.value.length && (
        <fieldset className={classes.tags}>
          <legend className={classes.spoken}>{t('strategies.tags')}</legend>
          {tags.data.value
            .filter((one) => one.is_active || one.id === tag)
            .map((one) => (
              <button
                key={one.id}
                type="button"
                aria-pressed={tag === one.id}
                onClick={() => put({ tag: tag === one.id ? undefined : one.id })}
              >
                {one.name}
              </button>
            ))}
        </fieldset>
      )}
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data && rows.length === 0 && (
        <Empty
          icon={IconBulb}
          title={t(mine ? 'strategies.noneMine' : 'strategies.none')}
          hint={t(mine ? 'strategies.noneMineHint' : 'strategies.noneHint')}
        />
      )}
      {rows.length > 0 && (
        <ul className={classes.cards} aria-label={t('strategies.found', { count })}>
          {rows.map((card) => (
            <CardView key={card.id} card={card} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button variant="default" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('act.showMore')}
        </Button>
      )}
    </div>
  );
}
