import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Month } from '@/shared/pairs/months';
import classes from './Pairs.module.css';

/** 听课 1/2 · 评课 1/1 · 交流 0/1. Each number opens the records that it counts. */
export function DutyCounts({ month }: { month: Month }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.counts}>
      {month.duties.map((duty) => (
        <li key={duty.kind} data-lacks={duty.lacking > 0 || undefined}>
          <Link
            to="/pairs/$id"
            params={{ id: month.pair.id }}
            search={{ month: month.month }}
            hash={`duty-${duty.kind}`}
          >
            <span>{t(`pairs.duty.${duty.kind}`)}</span>
            {duty.required > 0 ? (
              <>
                <b aria-hidden>
                  {duty.done}/{duty.required}
                </b>
                <span className={classes.spoken}>
                  {t('pairs.countOf', { done: duty.done, required: duty.required })}
                </span>
              </>
            ) : (
              <b>{t('pairs.times', { count: duty.done })}</b>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
