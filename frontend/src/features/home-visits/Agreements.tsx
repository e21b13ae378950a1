import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { Panel } from '@/shared/ui/Panel';
import type { HomeVisit } from './schema';
import classes from './VisitPage.module.css';

/** What was promised at the door, and what became of it. */
export function Agreements({ agreed }: { agreed: HomeVisit['agreed'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const open = agreed.some((a) => !a.closed_at);
  return (
    <Panel
      title={t('visitPage.agreed')}
      aside={open && can('FOLLOW_UP_CLOSE') && <Link to="/follow-ups">{t('nav.followUps')}</Link>}
    >
      {agreed.length === 0 && <p className={classes.quiet}>{t('visitPage.noAgreed')}</p>}
      <ul className={classes.rows}>
        {agreed.map((a) => (
          <li key={a.id}>
            {a.what}
            <small>{t('visitPage.agreedBy', { name: a.owner.name, date: format.day(a.due_on) })}</small>
            {a.closed_at && (
              <small>{t('visitPage.closedOn', { date: format.day(a.closed_at), result: a.result })}</small>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
