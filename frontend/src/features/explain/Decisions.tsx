import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { handOverHistory } from '../caseload/queries';
import classes from './Explain.module.css';
import type { Explained } from './queries';
import { Step } from './Step';

/** What people decided about it: exemptions as they were known, and every hand-over that ever stood in the books. */
export function Decisions({ told }: { told: Explained }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { data: all } = useQuery(handOverHistory(told.student.id));
  const given = all ?? told.hand_overs;
  return (
    <Step title={t('explain.step.decisions')}>
      {told.exemptions.length === 0 && given.length === 0 && <p>{t('explain.noDecisions')}</p>}
      {told.exemptions.map((one) => (
        <p key={one.requested_at}>
          {t(`explain.exemption.${one.answered as 'waiting'}`, {
            asker: one.requested_by?.name ?? '',
            asked: date(one.requested_at),
            name: one.answered_by?.name ?? '',
            date: one.answered_at ? date(one.answered_at) : '',
          })}
          {t('explain.because', { reason: one.reason })}
        </p>
      ))}
      <ul className={classes.handed}>
        {given.map((one) => (
          <li key={one.id} data-retired={one.retired_at !== null || undefined}>
            {t(one.ends_on ? 'explain.handedUntil' : 'explain.handed', {
              from: one.from_staff?.name ?? t('explain.nobodyBefore'),
              to: one.to_staff.name,
              date: date(one.starts_on),
              until: one.ends_on ? date(one.ends_on) : '',
            })}
            {t('explain.because', { reason: one.reason })}
            {one.retired_at && (
              <small>
                {t('explain.retired', {
                  name: one.retired_by?.name ?? '',
                  date: date(one.retired_at),
                  reason: one.retired_reason,
                })}
              </small>
            )}
          </li>
        ))}
      </ul>
    </Step>
  );
}
