import { IconMessagePlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { Months } from './Months';
import { Notices } from './Notices';
import classes from './Pair.module.css';
import { type PairFile, pairFile } from './queries';
import { StateTag } from './StateTag';
import { Steps } from './Steps';
import { Talks } from './Talks';
import { takesTalks } from './talk';

const Agreements = lazy(() => import('./Agreements'));
const Growth = lazy(() => import('./Growth'));
const Evaluations = lazy(() => import('./Evaluations'));
const Timeline = lazy(() => import('./Timeline'));

const page = getRouteApi('/pairs/$id');
type View = 'months' | 'agreement' | 'growth' | 'evaluations' | 'timeline';

/** One pair: its months and the records that prove them, what was agreed, how the mentee grows, how it ended. */
export function PairPage() {
  const { id } = page.useParams();
  const { data, error, isPending, refetch } = useQuery(pairFile(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return <File pair={data} />;
}

function File({ pair }: { pair: PairFile }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { view } = page.useSearch();
  const navigate = page.useNavigate();
  const may = (verb: string) => pair.abilities.includes(verb);
  const views: View[] = [
    'months',
    'agreement',
    ...(may('growth') ? (['growth'] as const) : []),
    'evaluations',
    ...(may('timeline') ? (['timeline'] as const) : []),
  ];
  const shown = views.find((one) => one === view) ?? 'months';
  const waits = pair.my_side !== null && pair.waits_for.includes(pair.my_side);
  return (
    <div className={classes.page}>
      <p className={classes.back}>
        <Link to="/pairs" activeOptions={{ exact: true }}>
          {t('pairs.back')}
        </Link>
      </p>
      <PageHeader
        title={t('pairs.twoLong', { mentor: pair.mentor.name, mentee: pair.mentee.name })}
        hint={
          <>
            <span className={classes.tags}>
              <StateTag pair={pair} />
              <span>{[pair.subject || pair.field_label, pair.form_label].join(' · ')}</span>
            </span>
            {t('pairs.fromTo', { first: date(pair.starts_on), last: date(pair.ends_on) })}
          </>
        }
      >
        {takesTalks(pair) && (
          <ButtonLink
            to="/pairs/talk"
            search={{ pair: pair.id }}
            leftSection={<IconMessagePlus size={18} aria-hidden />}
          >
            {t('pairs.recordTalk')}
          </ButtonLink>
        )}
      </PageHeader>
      <Notices pair={pair} />
      {waits && shown !== 'agreement' && (
        <p className={classes.waits}>
          <span>{t('pairs.waitsForMe')}</span>
          <ButtonLink size="sm" to="/pairs/$id" params={{ id: pair.id }} search={{ view: 'agreement' }}>
            {t('pairs.readAgreement')}
          </ButtonLink>
        </p>
      )}
      <Tabs
        label={t('pairs.views')}
        value={shown}
        options={views.map((one) => ({ value: one, label: t(`pairs.tab.${one}`) }))}
        onChange={(next) => void navigate({ search: { view: next }, replace: true })}
      />
      <div className={classes.body}>
        {shown === 'months' && (
          <>
            <Months pair={pair} />
            <div className={classes.columns}>
              <Talks pair={pair} />
              <Steps pair={pair} />
            </div>
          </>
        )}
        <Suspense fallback={<PageSkeleton />}>
          {shown === 'agreement' && <Agreements pair={pair} />}
          {shown === 'growth' && <Growth pair={pair} />}
          {shown === 'evaluations' && <Evaluations pair={pair} />}
          {shown === 'timeline' && <Timeline pair={pair} />}
        </Suspense>
      </div>
    </div>
  );
}
