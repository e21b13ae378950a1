import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import classes from './Observations.module.css';
import { ownStanding } from './queries';

/** 听课要求: what is asked of me, and how far I am. Nobody stands beside me. */
export function OwnStanding() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useQuery(ownStanding);
  const [own] = data ?? [];
  if (!own || own.lines.length === 0) return null;
  return (
    <section className={classes.standing} aria-label={t('observations.standing')}>
      {own.lines.map((line) => {
        const running = line.periods.at(-1);
        return (
          <div key={line.quota} className={classes.quota} data-met={line.missing === 0 || undefined}>
            <b>
              {t('observations.doneOf', { done: line.done, atLeast: line.at_least })}
              <span>
                {line.missing === 0 ? t('observations.met') : t('observations.short', { count: line.missing })}
              </span>
            </b>
            <span className={classes.bar} aria-hidden>
              <i style={{ width: `${Math.min(100, (line.done / line.at_least) * 100)}%` }} />
            </span>
            <small>
              {[line.asked_of, line.period_label, line.counts === 'any' ? '' : line.counts_label]
                .filter(Boolean)
                .join(' · ')}
              {running && ` · ${format.day(running.first)}–${format.day(running.last)}`}
            </small>
          </div>
        );
      })}
      {own.late > 0 && <p>{t('observations.lateOnes', { count: own.late })}</p>}
    </section>
  );
}
