import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './Assurance.module.css';
import type { View } from './AssurancePage';

/** From one record to its list. */
export function Back({ view }: { view: View }) {
  const { t } = useTranslation();
  return (
    <p className={classes.back}>
      <Link to="/assurance" search={{ view }} activeOptions={{ exact: true }}>
        {t('assurance.back', { view: t(`assurance.view.${view}`) })}
      </Link>
    </p>
  );
}
