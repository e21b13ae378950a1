import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDueWords } from '@/shared/ui/due';
import { Panel } from '@/shared/ui/Panel';
import { Tag } from '@/shared/ui/Tag';
import { myFindings } from './queries';
import classes from './TodayPage.module.css';

const SHOWN = 4;

/** What inspections left to me to put right, the overdue first. Nothing, or no network: nothing is shown. */
export function FindingsDue() {
  const { t } = useTranslation();
  const dueWords = useDueWords();
  const { data } = useQuery(myFindings);
  const rows = data?.filter((row) => row.state === 'open' || row.state === 'overdue') ?? [];
  if (rows.length === 0) return null;
  return (
    <Panel title={t('today.findings', { count: rows.length })}>
      <ul className={classes.rows}>
        {rows.slice(0, SHOWN).map((row) => {
          const due = dueWords(row.deadline, 3);
          return (
            <li key={row.id}>
              <div className={classes.who}>
                <div className={classes.name}>
                  <Link to="/assurance/findings/$id" params={{ id: row.id }}>
                    {row.item}
                  </Link>
                </div>
                <div className={classes.tags}>
                  <Tag tone={due.tone}>{due.words}</Tag>
                  <Tag>{row.inspection.area}</Tag>
                </div>
              </div>
            </li>
          );
        })}
      </ul>
      <Link to="/assurance" search={{ view: 'inspections' }} className={classes.foot}>
        {t('today.allFindings')}
      </Link>
    </Panel>
  );
}
