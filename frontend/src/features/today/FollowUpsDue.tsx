import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDueWords } from '@/shared/ui/due';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { myOpenFollowUps } from './queries';
import classes from './TodayPage.module.css';

const SHOWN = 4;

export function FollowUpsDue() {
  const { t } = useTranslation();
  const dueWords = useDueWords();
  const { data, error, isPending, refetch } = useQuery(myOpenFollowUps);
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  const { results, count } = data.value;
  return (
    <Panel title={t('today.followUps')} hint={count ? undefined : t('today.noFollowUps')}>
      <ul className={classes.rows}>
        {results.slice(0, SHOWN).map((f) => {
          const due = dueWords(f.due_on, 7);
          return (
            <li key={f.id}>
              <div className={classes.who}>
                <div className={classes.name}>{f.what}</div>
                <div className={classes.tags}>
                  <Tag tone={due.tone}>{due.words}</Tag>
                  <Tag>{f.student.name}</Tag>
                </div>
              </div>
            </li>
          );
        })}
      </ul>
      <Link to="/follow-ups" className={classes.foot}>
        {t('today.allFollowUps')}
        {count > SHOWN && ` (${count})`}
      </Link>
    </Panel>
  );
}
