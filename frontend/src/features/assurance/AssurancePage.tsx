import { getRouteApi } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { type Permission, useCan } from '@/shared/session/me';
import { Forbidden, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import classes from './Assurance.module.css';

const page = getRouteApi('/assurance');

const views = {
  pledges: ['PLEDGE_READ', lazy(() => import('./Pledges'))],
  inspections: ['INSPECTION_READ', lazy(() => import('./Inspections'))],
  supervision: ['SUPERVISION_ENTER', lazy(() => import('./Supervision'))],
  surveys: ['SURVEY_READ', lazy(() => import('./Surveys'))],
  leading: ['LEADING_READ', lazy(() => import('./Leading'))],
  declarations: ['DECLARATION_READ', lazy(() => import('./Declarations'))],
} as const satisfies Record<string, readonly [Permission, ComponentType]>;
export type View = keyof typeof views;
const order = Object.keys(views) as View[];

/** 责任与安全: what the school answers for, each part to whom it concerns. */
export function AssurancePage() {
  const { t } = useTranslation();
  const can = useCan();
  const { view } = page.useSearch();
  const navigate = page.useNavigate();
  const offered = order.filter((one) => can(views[one][0]));
  const shown = offered.find((one) => one === view) ?? offered[0];
  if (!shown) return <Forbidden />;
  const Shown = views[shown][1];
  return (
    <div className={classes.page}>
      <PageHeader title={t('assurance.title')} hint={t(`assurance.hint.${shown}`)} />
      {offered.length > 1 && (
        <Tabs
          label={t('assurance.views')}
          value={shown}
          options={offered.map((one) => ({ value: one, label: t(`assurance.view.${one}`) }))}
          onChange={(next) => void navigate({ search: { view: next }, replace: true })}
        />
      )}
      <Suspense fallback={<PageSkeleton />}>
        <Shown />
      </Suspense>
    </div>
  );
}
