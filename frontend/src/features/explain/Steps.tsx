import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import type { Explained } from './queries';
import { Step } from './Step';

/** What comes before any visit: the circumstance, the requirement, and the last day that follows from both. */
export function Steps({ told }: { told: Explained }) {
  const { t } = useTranslation();
  const { date, list } = useFormat();
  const { periods, requirement: asked, due } = told;
  return (
    <>
      <Step title={t('explain.step.circumstance')}>
        {periods.length === 0 && <p>{t('explain.noPeriod')}</p>}
        {periods.map((one) => (
          <p key={one.starts_on}>
            {one.ends_on
              ? t('explain.period', { from: date(one.starts_on), to: date(one.ends_on) })
              : t('explain.periodOpen', { from: date(one.starts_on) })}
            {t('explain.source', { source: one.source, name: one.approved_by?.name ?? '' })}
          </p>
        ))}
      </Step>
      {asked && (
        <Step title={t('explain.step.requirement')}>
          <p>
            {t('explain.version', {
              number: asked.number,
              title: asked.title,
              date: date(asked.effective_from),
            })}
          </p>
          <p>
            {t('explain.asks', {
              count: asked.visits_required,
              channels: list(asked.accepted_channels),
              post: asked.responsible_post,
            })}
          </p>
        </Step>
      )}
      {due && (
        <Step title={t('explain.step.due')}>
          <p>
            {t('explain.dueOn', { date: date(due.on) })}
            {t(`explain.by.${due.by as 'week'}`, { week: asked?.due_week, days: asked?.grace_days })}
          </p>
          <p>
            {t('explain.window', { from: date(told.opens_on), to: date(told.closes_on), begins: date(due.begins_on) })}
          </p>
        </Step>
      )}
    </>
  );
}
