import { useTranslation } from 'react-i18next';
import { useOutbox } from '@/shared/offline/useOutbox';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import classes from './TodayPage.module.css';

const DAY = 86_400_000;
/** Safari may clear what a page keeps after a week without a visit: better to nag on the third day. */
const OLD_AFTER = 3 * DAY;

/** Writing that has not reached the school yet. */
export function Unsent() {
  const { t } = useTranslation();
  const { items } = useOutbox();
  const first = items[0];
  if (!first) return null;
  const stuck = items.filter((i) => i.state !== 'queued').length;
  const age = Date.now() - first.createdAt;
  const hint = stuck ? t('today.unsentStuckHint') : t('today.unsentHint');
  return (
    <section className={classes.unsent} data-stuck={stuck > 0 || undefined}>
      <div>
        <b>{stuck ? t('today.unsentStuck', { count: stuck }) : t('today.unsent', { count: items.length })}</b>
        <p>{age > OLD_AFTER ? t('today.unsentOld', { days: Math.floor(age / DAY) }) : hint}</p>
      </div>
      <ButtonLink to="/outbox" variant="white" size="sm">
        {t('today.see')}
      </ButtonLink>
    </section>
  );
}
