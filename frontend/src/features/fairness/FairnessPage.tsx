import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { kindOf } from '@/shared/api/errors';
import { percent } from '@/shared/charts/figureValue';
import { useMe } from '@/shared/session/me';
import { Panel } from '@/shared/ui/Panel';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { TermSelect } from '@/shared/ui/TermSelect';
import classes from './Fairness.module.css';
import { fairnessOf, type Group } from './queries';

const page = getRouteApi('/fairness');

/** Whether somebody sees every group of children. Groups stand in their own order; a small one is not shown. */
export function FairnessPage() {
  const { t } = useTranslation();
  const { current_term } = useMe();
  const { term } = page.useSearch();
  const navigate = page.useNavigate();
  const { data: report, error, isPending, refetch } = useQuery(fairnessOf(term));
  const noTerm = kindOf(error) === 'not-found';
  return (
    <>
      <PageHeader title={t('fairness.title')} hint={t('fairness.hint')}>
        <TermSelect
          label={t('fairness.term')}
          term={term ?? current_term?.id}
          onChange={(chosen) => void navigate({ search: { term: chosen }, replace: true })}
        />
      </PageHeader>
      {isPending && <PageSkeleton />}
      {!isPending && !report && !noTerm && <Failure error={error} reset={refetch} />}
      {(noTerm || report?.by_class.length === 0) && <Empty title={t('fairness.none')} hint={t('fairness.noneHint')} />}
      {report && report.by_class.length > 0 && (
        <>
          <p className={classes.rule}>{t('fairness.rule')}</p>
          <div className={classes.page}>
            <Groups title={t('fairness.byGrade')} groups={report.by_grade} />
            <Groups title={t('fairness.byJoining')} hint={t('fairness.byJoiningHint')} groups={report.by_joining} />
            <Groups wide title={t('fairness.byClass')} hint={t('fairness.byClassHint')} groups={report.by_class} />
          </div>
        </>
      )}
    </>
  );
}

function Groups({
  title,
  hint,
  groups,
  wide,
}: {
  title: string;
  hint?: string;
  groups: readonly Group[];
  wide?: boolean;
}) {
  const { t, i18n } = useTranslation();
  return (
    <Panel title={title} hint={hint} wide={wide ?? false}>
      <table className={classes.table}>
        <caption className={classes.spoken}>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('fairness.group')}</th>
            <th scope="col">{t('fairness.recognised')}</th>
            <th scope="col">{t('fairness.share')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ label, part, whole, is_suppressed }) => {
            const shown = !is_suppressed && part !== null && whole !== null && whole > 0;
            return (
              <tr key={label}>
                <th scope="row">{label}</th>
                {shown ? (
                  <>
                    <td>{t('fairness.of', { part, whole })}</td>
                    <td>
                      <span className={classes.bar} aria-hidden>
                        <i style={{ width: `${(part / whole) * 100}%` }} />
                      </span>
                      {percent(part, whole, i18n.language)}
                    </td>
                  </>
                ) : (
                  <td colSpan={2} className={classes.hidden}>
                    {t(is_suppressed ? 'fairness.suppressed' : 'fairness.nobody')}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}
