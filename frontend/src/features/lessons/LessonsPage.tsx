import { NativeSelect } from '@mantine/core';
import { IconChalkboard, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { dayFromToday, lessonSubjects } from '@/shared/lessons/lists';
import { useCan, useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { LessonDays } from './LessonDays';
import classes from './Lessons.module.css';
import { type LessonFilters, lessonList } from './queries';

const page = getRouteApi('/lessons');
const views = ['coming', 'mine', 'past'] as const;
type View = (typeof views)[number];

function filtersOf(view: View, today: string, subject?: string, bookable?: boolean): LessonFilters {
  const which: Record<View, LessonFilters> = {
    coming: { first: today, ...(bookable ? { bookable: true } : {}) },
    mine: { mine: true, newest: true, cancelled: true },
    past: { last: dayFromToday(-1), newest: true },
  };
  return { ...which[view], ...(subject ? { subject } : {}) };
}

/** What is opened in the coming days, and who may still come. */
export function LessonsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { today } = useMe();
  const navigate = page.useNavigate();
  const { view: asked, subject, bookable } = page.useSearch();
  const view: View = views.find((one) => one === asked) ?? 'coming';
  const filters = filtersOf(view, today, subject, bookable);
  const { data: lessons, error, isPending, refetch } = useQuery(lessonList(filters));
  const subjects = (useQuery(lessonSubjects).data ?? []).map((one) => one.subject);
  const open = can('LESSON_HOST') && (
    <ButtonLink to="/lessons/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {t('lessons.open')}
    </ButtonLink>
  );
  return (
    <div className={classes.page}>
      <PageHeader title={t('lessons.title')} hint={t('lessons.hint')}>
        {open}
        {can('LESSON_KEEP') && lessons && (
          <ExportButton path="/api/v1/lessons/export/" filters={{ ...filters }} count={lessons.length} />
        )}
      </PageHeader>
      <nav className={classes.ways} aria-label={t('lessons.ways')}>
        <Link to="/chains">{t('chains.title')}</Link>
        <Link to="/campaigns">{t('campaigns.title')}</Link>
        {can('LESSON_KEEP') && <Link to="/lesson-settings">{t('lessonSettings.title')}</Link>}
      </nav>
      <div className={classes.filters}>
        <Tabs
          label={t('lessons.views')}
          value={view}
          options={views.map((value) => ({ value, label: t(`lessons.view.${value}`) }))}
          onChange={(next) =>
            void navigate({ search: (s) => ({ ...s, view: next === 'coming' ? undefined : next }), replace: true })
          }
        />
        {subjects.length > 1 && (
          <NativeSelect
            aria-label={t('lessons.subject')}
            value={subject ?? ''}
            onChange={({ currentTarget }) => {
              const chosen = currentTarget.value || undefined;
              void navigate({ search: (s) => ({ ...s, subject: chosen }), replace: true });
            }}
            data={[{ value: '', label: t('lessons.everySubject') }, ...subjects]}
          />
        )}
        {view === 'coming' && (
          <label className={classes.check}>
            <input
              type="checkbox"
              checked={bookable === true}
              onChange={({ currentTarget }) => {
                const only = currentTarget.checked || undefined;
                void navigate({ search: (s) => ({ ...s, bookable: only }), replace: true });
              }}
            />
            {t('lessons.onlyBookable')}
          </label>
        )}
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !lessons && <Failure error={error} reset={refetch} />}
      {lessons?.length === 0 && (
        <Empty
          icon={IconChalkboard}
          title={t(`lessons.none.${view}`)}
          hint={t(`lessons.noneHint.${view}`)}
          action={open}
        />
      )}
      {lessons && lessons.length > 0 && <LessonDays lessons={lessons} />}
    </div>
  );
}
