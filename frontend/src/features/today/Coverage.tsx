import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { dueSoonCount, figureNow } from './queries';
import classes from './TodayPage.module.css';

const CODE = 'visits.coverage';

interface Share {
  part: number;
  whole: number;
}

const isShare = (value: unknown): value is Share =>
  typeof value === 'object' && value !== null && 'part' in value && 'whole' in value;

/** The one number the principal is asked for, and the way to what it counts. */
export function Coverage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: figure, error, isPending, refetch } = useQuery(figureNow(CODE));
  const soon = useQuery(dueSoonCount);
  if (isPending) return <PageSkeleton />;
  if (figure === undefined) return <Failure error={error} reset={refetch} />;
  const share = isShare(figure?.value) ? figure.value : undefined;
  return (
    <Panel title={figure?.title ?? t('today.coverage')}>
      {share ? (
        <>
          <div className={classes.headline}>
            <Link to="/figures/$code" params={{ code: CODE }} search={{ side: 'part' }}>
              {format.percent(share.part / share.whole)}
            </Link>
            <span>{t('today.coverageOf', { part: share.part, whole: share.whole, unit: figure?.unit_label })}</span>
          </div>
          <div className={classes.bar} aria-hidden>
            <i style={{ width: `${(share.part / share.whole) * 100}%` }} />
          </div>
        </>
      ) : (
        <p>{t('today.coverageNone')}</p>
      )}
      <div className={classes.links}>
        {!!soon.data && (
          <ButtonLink to="/obligations" search={{ state: 'due_soon' }} variant="light" color="amber" size="sm">
            {t('today.dueSoonCount', { count: soon.data })}
          </ButtonLink>
        )}
        <ButtonLink to="/dashboard" variant="light" size="sm">
          {t('today.seeDashboard')}
        </ButtonLink>
      </div>
    </Panel>
  );
}
