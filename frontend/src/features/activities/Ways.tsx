import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/shared/session/me';
import classes from './Activities.module.css';

/** The rooms of this part of the house; the one that is open is marked. */
export function Ways() {
  const { t } = useTranslation();
  const can = useCan();
  return (
    <nav className={classes.ways} aria-label={t('activities.ways')}>
      {can('ACTIVITY_READ') && (
        <>
          <Link to="/activities" activeOptions={{ exact: true, includeSearch: false }}>
            {t('activities.way.activities')}
          </Link>
          <Link to="/programmes">{t('activities.way.programmes')}</Link>
          <Link to="/activity-groups">{t('activities.way.groups')}</Link>
        </>
      )}
      {can('PUPIL_PAIR_READ') && <Link to="/pupil-pairs">{t('activities.way.pairs')}</Link>}
      {can('CONSULTATION_READ') && <Link to="/consultations">{t('activities.way.consultations')}</Link>}
      {can('ACTIVITY_KEEP') && <Link to="/activity-kinds">{t('activities.way.kinds')}</Link>}
    </nav>
  );
}
