import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Panel } from '@/shared/ui/Panel';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { copiesOf, type PlanFile } from './queries';

/** What was handed in and what the office said to each copy; nothing where nothing was. */
export function Copies({ plan }: { plan: PlanFile }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const { data, error, isPending, refetch } = useQuery({ ...copiesOf(plan.id), enabled: plan.copies > 0 });
  if (plan.copies === 0) return null;
  return (
    <Panel title={t('portfolio.copy.all', { n: plan.copies })} hint={t('portfolio.copy.hint')}>
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      <ul className={rowClasses.rows}>
        {data?.map((copy) => (
          <li key={copy.id}>
            <div className={rowClasses.what}>
              <div className={rowClasses.name}>
                <b>{t('portfolio.copy.number', { n: copy.number })}</b>
                {copy.review ? (
                  <Tag tone={copy.review.outcome === 'approved' ? 'brand' : 'trouble'}>{copy.review.outcome_label}</Tag>
                ) : (
                  copy.is_newest && <Tag tone="soon">{t('portfolio.copy.waits')}</Tag>
                )}
              </div>
              <p className={rowClasses.small}>{t('portfolio.copy.at', { time: moment(copy.submitted_at) })}</p>
              {copy.review && (
                <p className={rowClasses.reason}>
                  {t('portfolio.copy.said', { name: copy.review.by?.name ?? '', words: copy.review.words })}
                </p>
              )}
            </div>
            <div className={rowClasses.acts}>
              <ButtonLink size="sm" variant="default" to="/portfolio/copies/$id" params={{ id: copy.id }}>
                {t(copy.abilities.includes('review') ? 'portfolio.copy.review' : 'portfolio.copy.open')}
              </ButtonLink>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
