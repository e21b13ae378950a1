import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useCan, useMe } from '@/shared/session/me';
import { PageHeader } from '@/shared/ui/states';
import { GeneralVisits } from '@/shared/visits/GeneralVisits';
import { Actions } from './Actions';
import { Awaiting } from './Awaiting';
import { Behind } from './Behind';
import { CompanionsAsked } from './CompanionsAsked';
import { Coverage } from './Coverage';
import { FindingsDue } from './FindingsDue';
import { FollowUpsDue } from './FollowUpsDue';
import { HandedOver } from './HandedOver';
import { OpenConcerns } from './OpenConcerns';
import classes from './TodayPage.module.css';
import { Unsent } from './Unsent';
import { VisitsDue } from './VisitsDue';
import { WeekCard } from './WeekCard';

const partOfDay = () => {
  const hour = new Date().getHours();
  return hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
};

/** What this person should do next, first. Which parts appear follows from what they may do. */
export function TodayPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const can = useCan();
  const term = me.current_term;
  const leads = can('FIGURE_READ_SCHOOL');
  const hasClass = me.posts.some((post) => ['homeroom_teacher', 'deputy_homeroom'].includes(post.kind));
  const visits = can('VISIT_RECORD') && can('OBLIGATION_READ') && !leads;
  return (
    <>
      <PageHeader
        title={t(`today.hello.${partOfDay()}`, { name: me.name })}
        hint={
          <>
            {format.fullDate(me.today)}
            {term?.week ? ` · ${t('me.week', { week: term.week })}` : ''}
          </>
        }
      />
      <div className={classes.page}>
        <Unsent />
        {can('CONCERN_HANDLE') && <OpenConcerns />}
        <div className={classes.columns}>
          <div className={classes.column}>
            {can('DIGEST_READ') && <WeekCard />}
            {can('VISIT_JOIN') && <CompanionsAsked />}
            {visits && <HandedOver />}
            {visits && <VisitsDue quiet={!hasClass} />}
            {visits && hasClass && <GeneralVisits shown={4} />}
            {(can('SUMMARY_REVIEW') || can('SUMMARY_WRITE')) && <Awaiting />}
            {leads && <Coverage />}
            {leads && <Behind />}
          </div>
          <div className={classes.column}>
            <Actions />
            {can('INSPECTION_READ') && <FindingsDue />}
            {can('FOLLOW_UP_CLOSE') && <FollowUpsDue />}
          </div>
        </div>
      </div>
    </>
  );
}
