import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Tag } from '@/shared/ui/Tag';
import classes from './Explain.module.css';
import type { Explained } from './queries';
import { Step } from './Step';

/** Every visit of the window, once: it counts, or it says why it does not. */
export function Attempts({ told }: { told: Explained }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  if (!told.obligation) return null;
  return (
    <Step title={t('explain.step.attempts')}>
      {told.attempts.length === 0 && <p>{t('explain.noAttempts')}</p>}
      <ul className={classes.attempts}>
        {told.attempts.map((one) => (
          <li key={one.visit}>
            <Tag tone={one.miss ? 'soon' : 'brand'}>{t(one.miss ? 'explain.misses' : 'explain.counts')}</Tag>
            <span>
              <Link to="/visits/$id" params={{ id: one.visit }}>
                {date(one.visited_on)} {one.channel_label}
              </Link>{' '}
              · {one.outcome_label}
              {one.recorded_by && ` · ${t('explain.recordedBy', { name: one.recorded_by.name })}`}
              {one.miss_label && <b>{one.miss_label}</b>}
            </span>
          </li>
        ))}
      </ul>
    </Step>
  );
}
