import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Panel';
import { handedToMe } from './queries';
import classes from './TodayPage.module.css';

/** Children whose visits a colleague left to me: from whom, since when, and why. */
export function HandedOver() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: rows } = useQuery(handedToMe);
  if (!rows?.length) return null;
  return (
    <Panel title={t('handedOver.title', { count: rows.length })} hint={t('handedOver.hint')}>
      <ul className={classes.rows}>
        {rows.map((row) => (
          <li key={row.id}>
            <div className={classes.who}>
              <div className={classes.name}>
                {row.student.name}
                <small>{row.student.school_class?.name}</small>
              </div>
              <small>
                {t(row.ends_on ? 'handedOver.until' : 'handedOver.since', {
                  name: row.from_staff?.name ?? t('handedOver.nobody'),
                  date: format.day(row.starts_on),
                  until: row.ends_on ? format.day(row.ends_on) : '',
                  reason: row.reason,
                })}
              </small>
            </div>
          </li>
        ))}
      </ul>
      <Link to="/obligations" className={classes.foot}>
        {t('handedOver.open')}
      </Link>
    </Panel>
  );
}
