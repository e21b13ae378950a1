import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconAward, IconPlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { termList } from '@/shared/api/terms';
import { useFormat } from '@/shared/i18n/format';
import { AreaTabs } from '@/shared/recognition/AreaTabs';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { ExportButton } from '@/shared/ui/ExportButton';
import rows from '@/shared/ui/Rows.module.css';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { Tag } from '@/shared/ui/Tag';
import classes from './Awards.module.css';
import { type Award, type AwardFilters, awardList, type Level, levels, type Recipient, recipients } from './queries';
import { StateTag } from './StateTag';
import { useRank } from './useRank';

const page = getRouteApi('/awards');
const views = ['mine', 'school', 'waiting', 'rejected', 'voided'] as const;
type View = (typeof views)[number];

const filtersOf: Record<View, AwardFilters> = {
  mine: { mine: true },
  school: { state: 'verified' },
  waiting: { state: 'declared' },
  rejected: { state: 'rejected' },
  voided: { voided: true },
};

/** 荣誉获奖: my own, those of the school, and what waits for somebody to look at the certificate. */
export function AwardsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = page.useNavigate();
  const search = page.useSearch();
  const offered = views.filter((one) => one === 'mine' || one === 'school' || can('AWARD_VERIFY'));
  // Who verifies comes here to verify: the weekly digest leads here.
  const view = offered.find((one) => one === search.view) ?? (can('AWARD_VERIFY') ? 'waiting' : 'mine');
  const recipient = recipients.find((one) => one === search.recipient);
  const level = levels.find((one) => one === search.level);
  const terms = useQuery(termList);
  const term = terms.data?.find((one) => one.id === search.term);
  const [typed, setTyped] = useState(search.q ?? '');
  const filters: AwardFilters = {
    ...filtersOf[view],
    ...(search.q && { q: search.q }),
    ...(recipient && { recipient }),
    ...(level && { level }),
    ...(term && { first: term.window_opens_on, last: term.window_closes_on }),
  };
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    awardList(filters),
  );
  const found = data?.pages.flatMap((one) => one.results) ?? [];
  const count = data?.pages[0]?.count ?? 0;
  const put = (next: object) => void navigate({ search: (s) => ({ ...s, ...next }), replace: true });
  const seek = useDebouncedCallback((words: string) => put({ q: words.trim() || undefined }), 300);
  const narrowed = Boolean(search.q || recipient || level || term);
  const declare = can('AWARD_DECLARE') && (
    <ButtonLink to="/awards/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {t('awards.declare')}
    </ButtonLink>
  );
  return (
    <div className={classes.page}>
      <PageHeader title={t('awards.title')} hint={t('awards.hint')}>
        {data && <ExportButton path="/api/v1/awards/export/" filters={{ ...filters }} count={count} />}
        {declare}
      </PageHeader>
      <AreaTabs of="awards" />
      <div className={classes.filters}>
        <Tabs
          label={t('awards.views')}
          value={view}
          options={offered.map((value) => ({ value, label: t(`awards.view.${value}`) }))}
          onChange={(next) => put({ view: next })}
        />
        <div className={classes.search}>
          <TextInput
            type="search"
            aria-label={t('awards.search')}
            placeholder={t('awards.searchHint')}
            leftSection={<IconSearch size={18} aria-hidden />}
            maxLength={100}
            value={typed}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              seek(currentTarget.value);
            }}
          />
          <NativeSelect
            aria-label={t('awards.recipient')}
            value={recipient ?? ''}
            onChange={({ currentTarget }) => put({ recipient: (currentTarget.value || undefined) as Recipient })}
            data={[
              { value: '', label: t('awards.everyRecipient') },
              ...recipients.map((value) => ({ value, label: t(`awards.recipients.${value}`) })),
            ]}
          />
          <NativeSelect
            aria-label={t('awards.level')}
            value={level ?? ''}
            onChange={({ currentTarget }) => put({ level: (currentTarget.value || undefined) as Level })}
            data={[
              { value: '', label: t('awards.everyLevel') },
              ...levels.map((value) => ({ value, label: t(`awards.levels.${value}`) })),
            ]}
          />
          {!!terms.data?.length && (
            <NativeSelect
              aria-label={t('awards.term')}
              value={term?.id ?? ''}
              onChange={({ currentTarget }) => put({ term: currentTarget.value || undefined })}
              data={[
                { value: '', label: t('awards.everyTerm') },
                ...terms.data.map((one) => ({ value: one.id, label: one.name })),
              ]}
            />
          )}
        </div>
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data && found.length === 0 && (
        <Empty
          icon={IconAward}
          title={narrowed ? t('awards.noneFound') : t(`awards.none.${view}`)}
          hint={narrowed ? undefined : t(`awards.noneHint.${view}`)}
          action={!narrowed && view === 'mine' && declare}
        />
      )}
      {found.length > 0 && (
        <>
          <p className={rows.count}>{t('awards.count', { count })}</p>
          <ul className={`${rows.card} ${rows.rows}`} aria-label={t(`awards.view.${view}`)}>
            {found.map((award) => (
              <AwardRow key={award.id} award={award} />
            ))}
          </ul>
        </>
      )}
      {hasNextPage && (
        <Button variant="default" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('act.showMore')}
        </Button>
      )}
    </div>
  );
}

function AwardRow({ award }: { award: Award }) {
  const { t } = useTranslation();
  const rank = useRank();
  const format = useFormat();
  const whose = award.winners.length ? format.list(award.winners.map((one) => one.name)) : award.recipient_label;
  return (
    <li>
      <div className={rows.what}>
        <p className={rows.name}>
          <Link to="/awards/$id" params={{ id: award.id }} className={classes.open}>
            <b>{award.title}</b>
          </Link>
          <StateTag award={award} />
          {award.evidence.length === 0 && award.state !== 'verified' && <Tag tone="soon">{t('awards.noScan')}</Tag>}
        </p>
        <p className={rows.facts}>
          {whose}
          {' · '}
          {rank(award)}
        </p>
        <p className={rows.small}>
          {award.issuer}
          {' · '}
          {format.date(award.awarded_on)}
        </p>
        {award.decision && !award.is_voided && <p className={rows.reason}>{award.decision}</p>}
      </div>
    </li>
  );
}
