import {
  type Icon,
  IconBook2,
  IconChecks,
  IconFileText,
  IconHomePlus,
  IconMessageQuestion,
  IconRubberStamp,
  IconUser,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/shared/session/me';
import { openQuestionCount } from './digests';
import { companionsForAttention, exemptionsNow, proposalsNow } from './queries';
import classes from './TodayPage.module.css';

interface ActionProps {
  to: NonNullable<LinkProps['to']>;
  icon: Icon;
  title: string;
  hint: string;
  first?: boolean;
}

const Action = ({ to, icon: Mark, title, hint, first }: ActionProps) => (
  <Link to={to} className={classes.action} data-first={first || undefined}>
    <Mark size={28} stroke={1.6} aria-hidden />
    <span>
      {title}
      <small>{hint}</small>
    </span>
  </Link>
);

/** Big doors to what this person does most. */
export function Actions() {
  const { t } = useTranslation();
  const can = useCan();
  const exemptions = useQuery({ ...exemptionsNow, enabled: can('EXEMPTION_APPROVE') });
  const asked = useQuery({ ...openQuestionCount, enabled: can('QUESTION_ANSWER') }).data ?? 0;
  const toDecide = (exemptions.data?.results ?? []).filter(
    (e) => !e.approved_at && !e.refused_at && !e.withdrawn_at && e.abilities.includes('approve'),
  ).length;
  const decides = can('PROPOSAL_CHECK') || can('PROPOSAL_CONFIRM');
  const proposals = useQuery({ ...proposalsNow, enabled: decides });
  const toStep = (proposals.data ?? []).filter((p) => p.waits_for && p.abilities.includes(p.waits_for)).length;
  const unheard = useQuery({ ...companionsForAttention, enabled: can('PROPOSAL_CONFIRM') });
  return (
    <div className={classes.actions} data-actions>
      {can('VISIT_RECORD') && (
        <Action
          first
          to="/visits/new"
          icon={IconHomePlus}
          title={t('today.recordOther')}
          hint={t('today.recordHint')}
        />
      )}
      {can('ROSTER_IMPORT') && (
        <Action first to="/roster" icon={IconUsersGroup} title={t('today.roster')} hint={t('today.rosterHint')} />
      )}
      {can('ACCOUNT_MANAGE') && (
        <Action first to="/accounts" icon={IconUser} title={t('today.accounts')} hint={t('today.accountsHint')} />
      )}
      {toDecide > 0 && (
        <Action
          to="/obligations"
          icon={IconRubberStamp}
          title={t('today.exemptions', { count: toDecide })}
          hint={t('today.exemptionsHint')}
        />
      )}
      {toStep > 0 && (
        <Action
          to="/proposals"
          icon={IconChecks}
          title={t('today.proposals', { count: toStep })}
          hint={t(can('PROPOSAL_CONFIRM') ? 'today.proposalsConfirm' : 'today.proposalsCheck')}
        />
      )}
      {!!unheard.data && (
        <Action
          to="/companions"
          icon={IconUsers}
          title={t('today.unheard', { count: unheard.data })}
          hint={t('today.unheardHint')}
        />
      )}
      {asked > 0 && (
        <Action
          to="/questions"
          icon={IconMessageQuestion}
          title={t('today.questions', { count: asked })}
          hint={t('today.questionsHint')}
        />
      )}
      {can('CIRCUMSTANCE_REGISTER') && (
        <Action
          to="/circumstances"
          icon={IconBook2}
          title={t('today.circumstances')}
          hint={t('today.circumstancesHint')}
        />
      )}
      {can('PUBLICATION_READ') && !can('VISIT_RECORD') && (
        <Action
          to="/publications"
          icon={IconFileText}
          title={t('today.publications')}
          hint={t('today.publicationsHint')}
        />
      )}
    </div>
  );
}
