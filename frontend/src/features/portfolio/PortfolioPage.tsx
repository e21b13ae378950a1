import { Button, TextInput } from '@mantine/core';
import { IconPencil, IconUserCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import classes from './Portfolio.module.css';
import { myPortfolio, type PortfolioFile, touched, writeMotto } from './queries';
import { Timeline } from './Timeline';

// One reads far more often than one plans, writes or takes along.
const Plans = lazy(() => import('./Plans'));
const Reflections = lazy(() => import('./Reflections'));
const Keeping = lazy(() => import('./Keeping'));

const page = getRouteApi('/portfolio');
const views = ['way', 'plans', 'reflections', 'keeping'] as const;

/** 成长档案 「教学路上，我这样走过……」 of the person signed in. */
export function PortfolioPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { view, kind } = page.useSearch();
  const navigate = page.useNavigate();
  const { data: portfolio, error, isPending, refetch } = useQuery(myPortfolio);
  const shown = views.find((one) => one === view) ?? 'way';
  return (
    <div className={classes.page}>
      <PageHeader title={t('portfolio.title')} hint={portfolio && <Motto portfolio={portfolio} />}>
        {(can('SUBMISSION_READ') || can('PORTFOLIO_REVIEW')) && (
          <ButtonLink to="/portfolios" variant="default" leftSection={<IconUserCheck size={18} aria-hidden />}>
            {t('portfolio.ofColleagues')}
          </ButtonLink>
        )}
      </PageHeader>
      <Tabs
        label={t('portfolio.views')}
        value={shown}
        options={views.map((one) => ({ value: one, label: t(`portfolio.view.${one}`) }))}
        onChange={(next) => void navigate({ search: next === 'way' ? {} : { view: next }, replace: true })}
      />
      {isPending && <PageSkeleton />}
      {!isPending && !portfolio && <Failure error={error} reset={refetch} />}
      {portfolio && (
        <Suspense fallback={<PageSkeleton />}>
          {shown === 'way' && (
            <>
              <p className={classes.note}>{t('portfolio.byItself')}</p>
              <Timeline
                portfolio={portfolio}
                kind={kind}
                onKind={(next) => void navigate({ search: next ? { kind: next } : {}, replace: true })}
              />
            </>
          )}
          {shown === 'plans' && <Plans />}
          {shown === 'reflections' && <Reflections portfolio={portfolio} />}
          {shown === 'keeping' && <Keeping portfolio={portfolio} />}
        </Suspense>
      )}
    </div>
  );
}

function Motto({ portfolio }: { portfolio: PortfolioFile }) {
  const { t } = useTranslation();
  const [writing, setWriting] = useState(false);
  return (
    <div className={classes.motto}>
      {portfolio.motto && <q>{portfolio.motto}</q>}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPencil size={16} aria-hidden />}
        onClick={() => setWriting(true)}
      >
        {t(portfolio.motto ? 'portfolio.motto.change' : 'portfolio.motto.write')}
      </Button>
      <FormDialog opened={writing} onClose={() => setWriting(false)} title={t('portfolio.motto.title')}>
        <MottoForm portfolio={portfolio} onClose={() => setWriting(false)} />
      </FormDialog>
    </div>
  );
}

function MottoForm({ portfolio, onClose }: { portfolio: PortfolioFile; onClose: () => void }) {
  const { t } = useTranslation();
  const [motto, setMotto] = useState(portfolio.motto);
  const save = useWrite(writeMotto, touched, () => {
    notify(t('portfolio.saved'));
    onClose();
  });
  return (
    <FormBody
      confirm={t('portfolio.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate({ id: portfolio.id, version: portfolio.version, motto: motto.trim() })}
      onClose={onClose}
      fields={['motto']}
    >
      <TextInput
        data-autofocus
        label={t('portfolio.motto.label')}
        description={t('portfolio.motto.hint')}
        maxLength={200}
        value={motto}
        onChange={({ currentTarget }) => setMotto(currentTarget.value)}
        error={refusals(save.error).motto}
      />
    </FormBody>
  );
}
