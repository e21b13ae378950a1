import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { summariesNow } from './queries';
import classes from './TodayPage.module.css';

const decides = ['approve', 'request_changes', 'request-changes', 'publish'];
const open = ['draft', 'changes_requested', 'compiling', 'approved', 'in_review'];

/** Term summaries waiting for this person's hand. Nothing waiting: nothing is shown. */
export function Awaiting() {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(summariesNow);
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  const waiting = data.results
    .filter((s) => open.includes(s.state))
    .map((s) => ({ ...s, mine: s.abilities.some((a) => decides.includes(a)) }));
  if (waiting.length === 0) return null;
  return (
    <Panel title={t('today.awaiting')}>
      <ul className={classes.rows}>
        {waiting.map((s) => (
          <li key={s.id}>
            <div className={classes.who}>
              <div className={classes.name}>{s.title}</div>
              <div className={classes.tags}>
                <Tag tone={s.mine ? 'soon' : 'calm'}>
                  {s.mine ? t('today.awaitingApprove') : t('today.awaitingWrite')}
                </Tag>
              </div>
            </div>
            <ButtonLink to="/summaries/$id" params={{ id: s.id }} variant="light" size="sm" className={classes.act}>
              {t('today.openSummary')}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
