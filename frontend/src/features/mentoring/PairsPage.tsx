import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { Mine } from './Mine';
import classes from './Pairs.module.css';

// Only offices see these two; a teacher's phone does not wait for them.
const All = lazy(() => import('./All'));
const Board = lazy(() => import('./Board'));

const page = getRouteApi('/pairs');
type View = 'mine' | 'all' | 'months';

/** 师徒结对: my own pairs; for the offices all of them, and the months in which each met what it agreed. */
export function PairsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { view } = page.useSearch();
  const navigate = page.useNavigate();
  const keeps = can('PAIR_KEEP') || can('PAIR_APPROVE');
  const seesAll = keeps || can('FIGURE_READ_SCHOOL');
  const views: View[] = seesAll ? ['all', 'months', 'mine'] : ['mine'];
  const shown = views.find((one) => one === view) ?? views[0] ?? 'mine';
  return (
    <div className={classes.page}>
      <PageHeader title={t('pairs.title')} hint={t(`pairs.hint.${shown}`)}>
        {can('PAIR_KEEP') && (
          <ButtonLink to="/pairs/new" leftSection={<IconPlus size={18} aria-hidden />}>
            {t('pairs.new')}
          </ButtonLink>
        )}
      </PageHeader>
      {views.length > 1 && (
        <Tabs
          label={t('pairs.views')}
          value={shown}
          options={views.map((one) => ({ value: one, label: t(`pairs.view.${one}`) }))}
          onChange={(next) => void navigate({ search: { view: next }, replace: true })}
        />
      )}
      {shown === 'mine' && <Mine />}
      <Suspense fallback={<PageSkeleton />}>
        {shown === 'all' && <All />}
        {shown === 'months' && <Board />}
      </Suspense>
    </div>
  );
}
