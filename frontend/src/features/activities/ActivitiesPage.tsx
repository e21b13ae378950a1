import { NativeSelect } from '@mantine/core';
import { IconCalendarEvent, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useCan, useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Empty, PageHeader } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import classes from './Activities.module.css';
import { ActivityRows, useProgrammeName } from './ActivityRows';
import { daysOf, monthsAround } from './months';
import { type ActivityFilters, type Area, activityList, areas, kindList, programmeList } from './queries';
import { Ways } from './Ways';

const page = getRouteApi('/activities');
const views = ['recent', 'mine', 'planned'] as const;
type View = (typeof views)[number];

interface Asked {
  view: View;
  area?: Area | undefined;
  kind?: string | undefined;
  programme?: string | undefined;
  month?: string | undefined;
}

function filtersOf({ view, area, kind, programme, month }: Asked, today: string): ActivityFilters {
  const which: Record<View, ActivityFilters> = {
    recent: month ? {} : { last: today },
    mine: { mine: true },
    planned: { state: 'planned', earliest: true },
  };
  return {
    ...which[view],
    ...(area && { area }),
    ...(kind && { kind }),
    ...(programme && { programme }),
    ...(month && daysOf(month)),
  };
}

/** Everything that the school does beyond lessons and visits, by month. */
export function ActivitiesPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { today } = useMe();
  const { longMonth } = useFormat();
  const programmeName = useProgrammeName();
  const navigate = page.useNavigate();
  const search = page.useSearch();
  const view = views.find((one) => one === search.view) ?? 'recent';
  const area = areas.find((one) => one === search.area);
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(search.month ?? '') ? search.month : undefined;
  const { kind, programme } = search;
  const filters = filtersOf({ view, area, kind, programme, month }, today);
  const count = useInfiniteQuery(activityList(filters)).data?.pages[0]?.count;
  const kinds = (useQuery(kindList).data ?? []).filter((one) => one.id === kind || !area || one.area === area);
  const programmes = (useQuery(programmeList).data ?? []).filter((one) => one.id === programme || !one.is_voided);
  const put = (next: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const narrowed = Boolean(area || kind || programme || month);
  const record = can('ACTIVITY_RECORD') && (
    <ButtonLink to="/activities/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {t('activities.record')}
    </ButtonLink>
  );
  return (
    <div className={classes.page}>
      <PageHeader title={t('activities.title')} hint={t('activities.hint')}>
        {record}
        {count !== undefined && (
          <ExportButton path="/api/v1/activities/export/" filters={{ ...filters }} count={count} />
        )}
      </PageHeader>
      <Ways />
      <div className={classes.filters}>
        <Tabs
          label={t('activities.views')}
          value={view}
          options={views.map((value) => ({ value, label: t(`activities.view.${value}`) }))}
          onChange={(next) => put({ view: next === 'recent' ? undefined : next })}
        />
        <div className={classes.selects}>
          <NativeSelect
            aria-label={t('activities.area')}
            value={area ?? ''}
            onChange={({ currentTarget }) => put({ area: currentTarget.value || undefined, kind: undefined })}
            data={[
              { value: '', label: t('activities.everyArea') },
              ...areas.map((value) => ({ value, label: t(`activities.areas.${value}`) })),
            ]}
          />
          <NativeSelect
            aria-label={t('activities.kind')}
            value={kind ?? ''}
            onChange={({ currentTarget }) => put({ kind: currentTarget.value || undefined })}
            data={[
              { value: '', label: t('activities.everyKind') },
              ...areas
                .map((one) => ({
                  group: t(`activities.areas.${one}`),
                  items: kinds
                    .filter((other) => other.area === one)
                    .map((other) => ({ value: other.id, label: other.name })),
                }))
                .filter(({ items }) => items.length > 0),
            ]}
          />
          {programmes.length > 0 && (
            <NativeSelect
              aria-label={t('activities.programme')}
              value={programme ?? ''}
              onChange={({ currentTarget }) => put({ programme: currentTarget.value || undefined })}
              data={[
                { value: '', label: t('activities.everyProgramme') },
                ...programmes.map((one) => ({ value: one.id, label: programmeName(one) })),
              ]}
            />
          )}
          <NativeSelect
            aria-label={t('activities.month')}
            value={month ?? ''}
            onChange={({ currentTarget }) => put({ month: currentTarget.value || undefined })}
            data={[
              { value: '', label: t('activities.everyMonth') },
              ...monthsAround(today, month).map((value) => ({ value, label: longMonth(value) })),
            ]}
          />
        </div>
      </div>
      <ActivityRows
        filters={filters}
        empty={
          <Empty
            icon={IconCalendarEvent}
            title={t(narrowed ? 'activities.none.narrowed' : `activities.none.${view}`)}
            hint={t(narrowed ? 'activities.noneHint.narrowed' : `activities.noneHint.${view}`)}
            action={record}
          />
        }
      />
    </div>
  );
}
