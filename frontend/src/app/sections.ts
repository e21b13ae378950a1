import {
  type Icon,
  IconBook2,
  IconBriefcase,
  IconCalendarEvent,
  IconChartBar,
  IconChecklist,
  IconChecks,
  IconCloudUp,
  IconFileText,
  IconHeartHandshake,
  IconHome,
  IconHomeHeart,
  IconListCheck,
  IconMailOpened,
  IconMap2,
  IconMessageQuestion,
  IconNotes,
  IconScale,
  IconSchool,
  IconShieldHeart,
  IconStairsUp,
  IconUser,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { Me, Permission } from '@/shared/session/me';

export interface Section {
  to: NonNullable<LinkProps['to']>;
  label:
    | 'today'
    | 'obligations'
    | 'visits'
    | 'rounds'
    | 'followUps'
    | 'outbox'
    | 'concerns'
    | 'dashboard'
    | 'caseload'
    | 'summaries'
    | 'publications'
    | 'questions'
    | 'digests'
    | 'circumstances'
    | 'proposals'
    | 'companions'
    | 'roster'
    | 'classes'
    | 'staffing'
    | 'calendar'
    | 'rollOver'
    | 'policies'
    | 'accounts'
    | 'me';
  icon: Icon;
  group: 'work' | 'school' | 'keeping' | 'own';
  needs?: Permission;
}

const all: readonly Section[] = [
  { to: '/', label: 'today', icon: IconHome, group: 'work' },
  { to: '/obligations', label: 'obligations', icon: IconListCheck, group: 'work', needs: 'OBLIGATION_READ' },
  { to: '/visits', label: 'visits', icon: IconHomeHeart, group: 'work', needs: 'VISIT_READ' },
  { to: '/rounds', label: 'rounds', icon: IconMap2, group: 'work', needs: 'VISIT_READ' },
  { to: '/follow-ups', label: 'followUps', icon: IconHeartHandshake, group: 'work', needs: 'FOLLOW_UP_CLOSE' },
  { to: '/companions', label: 'companions', icon: IconUsers, group: 'work', needs: 'VISIT_JOIN' },
  { to: '/outbox', label: 'outbox', icon: IconCloudUp, group: 'work', needs: 'VISIT_RECORD' },
  { to: '/concerns', label: 'concerns', icon: IconShieldHeart, group: 'work', needs: 'CONCERN_REPORT' },
  { to: '/dashboard', label: 'dashboard', icon: IconChartBar, group: 'school', needs: 'FIGURE_READ' },
  { to: '/caseload', label: 'caseload', icon: IconChecklist, group: 'school', needs: 'FIGURE_READ_SCHOOL' },
  { to: '/summaries', label: 'summaries', icon: IconNotes, group: 'school', needs: 'SUMMARY_READ' },
  { to: '/publications', label: 'publications', icon: IconFileText, group: 'school', needs: 'PUBLICATION_READ' },
  { to: '/questions', label: 'questions', icon: IconMessageQuestion, group: 'school', needs: 'QUESTION_ANSWER' },
  { to: '/circumstances', label: 'circumstances', icon: IconBook2, group: 'keeping', needs: 'CIRCUMSTANCE_READ' },
  { to: '/proposals', label: 'proposals', icon: IconChecks, group: 'keeping', needs: 'PROPOSAL_READ' },
  { to: '/roster', label: 'roster', icon: IconUsersGroup, group: 'keeping', needs: 'ROSTER_IMPORT' },
  { to: '/classes', label: 'classes', icon: IconSchool, group: 'keeping', needs: 'PLACEMENT_KEEP' },
  { to: '/staff', label: 'staffing', icon: IconBriefcase, group: 'keeping', needs: 'POST_KEEP' },
  { to: '/calendar', label: 'calendar', icon: IconCalendarEvent, group: 'keeping', needs: 'CALENDAR_KEEP' },
  { to: '/roll-over', label: 'rollOver', icon: IconStairsUp, group: 'keeping', needs: 'YEAR_ROLL' },
  { to: '/policies', label: 'policies', icon: IconScale, group: 'keeping', needs: 'POLICY_READ' },
  { to: '/accounts', label: 'accounts', icon: IconUser, group: 'keeping', needs: 'ACCOUNT_MANAGE' },
  { to: '/digests', label: 'digests', icon: IconMailOpened, group: 'own', needs: 'DIGEST_READ' },
  { to: '/me', label: 'me', icon: IconUser, group: 'own' },
];

/** What this person's navigation offers. */
export function sectionsFor(me: Me): Section[] {
  if (me.is_committee) return all.filter((s) => s.label === 'publications' || s.label === 'me');
  return all.filter((s) => !s.needs || me.permissions.includes(s.needs));
}

const TABS = 5;
const forLeaders: Section['label'][] = ['today', 'dashboard', 'summaries', 'visits'];
const forTeachers: Section['label'][] = ['today', 'obligations', 'visits', 'outbox'];

/** Under the thumb: the four places this person needs most; the rest behind "more". */
export function tabsFor(me: Me): { tabs: Section[]; more: Section[] } {
  const sections = sectionsFor(me);
  if (sections.length <= TABS) return { tabs: sections, more: [] };
  const first = me.permissions.includes('FIGURE_READ_SCHOOL') ? forLeaders : forTeachers;
  const wanted = first.flatMap((label) => sections.find((s) => s.label === label) ?? []);
  const ranked = [...wanted, ...sections.filter((s) => !wanted.includes(s))];
  return { tabs: ranked.slice(0, TABS - 1), more: ranked.slice(TABS - 1) };
}
