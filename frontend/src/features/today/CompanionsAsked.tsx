import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { companionsAsked } from '@/shared/api/companions';
import { CompanionQuestion } from '@/shared/ui/CompanionQuestion';
import { Panel } from '@/shared/ui/Panel';
import classes from './TodayPage.module.css';

const SHOWN = 3;

/** Colleagues say that I came along. Nothing asked, or no network: nothing is shown. */
export function CompanionsAsked() {
  const { t } = useTranslation();
  const { data } = useQuery(companionsAsked);
  if (!data?.count) return null;
  return (
    <Panel title={t('companions.asked', { count: data.count })} hint={t('companions.askedHint')}>
      <ul className={classes.rows}>
        {data.results.slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            <CompanionQuestion row={row} />
          </li>
        ))}
      </ul>
      <Link to="/companions" className={classes.foot}>
        {t('companions.all')}
        {data.count > SHOWN && ` (${data.count})`}
      </Link>
    </Panel>
  );
}
