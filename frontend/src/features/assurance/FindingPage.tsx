import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import classes from './Assurance.module.css';
import { Back } from './Back';
import { FindingCard } from './FindingCard';
import { findingOf } from './queries';

const page = getRouteApi('/assurance/findings/$id');

/** One finding, as its owner opens it on a phone. */
export function FindingPage() {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { id } = page.useParams();
  const { data: row, error, isPending, refetch } = useQuery(findingOf(id));
  if (isPending) return <PageSkeleton />;
  if (!row) return <Failure error={error} reset={refetch} />;
  return (
    <div className={classes.page}>
      <Back view="inspections" />
      <PageHeader
        title={t('assurance.findings.title', { item: row.item })}
        hint={
          <Link to="/assurance/inspections/$id" params={{ id: row.inspection.id }}>
            {row.inspection.kind} · {row.inspection.area} · {date(row.inspection.inspected_on)}
          </Link>
        }
      />
      <ul className={classes.list}>
        <FindingCard row={row} alone />
      </ul>
    </div>
  );
}
