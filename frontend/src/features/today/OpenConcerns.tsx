import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { openConcerns } from './queries';
import classes from './TodayPage.module.css';

/** For the three who answer for the children: how many wait. A number, and no name. */
export function OpenConcerns() {
  const { t } = useTranslation();
  const { data } = useQuery(openConcerns);
  if (!data?.open) return null;
  return (
    <section className={classes.unsent} data-stuck aria-label={t('concerns.title')}>
      <div>
        <b>{t('concerns.waiting', { count: data.open })}</b>
        <p>{t('concerns.waitingHint')}</p>
      </div>
      <ButtonLink to="/concerns" variant="white" size="sm">
        {t('today.see')}
      </ButtonLink>
    </section>
  );
}
