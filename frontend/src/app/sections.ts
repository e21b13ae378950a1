import {
  type Icon,
  IconAdjustments,
  IconAward,
  IconBook2,
  IconBriefcase,
  IconBulb,
  IconCalendarEvent,
  IconChalkboard,
  IconChartBar,
  IconChecklist,
  IconChecks,
  IconClipboardText,
  IconCloudUp,
  IconConfetti,
  IconEyeCheck,
  IconFiles,
  IconFileText,
  IconFlag,
  IconFriends,
  IconHeartHandshake,
  IconHome,
  IconHomeHeart,
  IconListCheck,
  IconMailOpened,
  IconMap2,
  IconMessageCheck,
  IconMessageQuestion,
  IconNotebook,
  IconNotes,
  IconPalette,
  IconRoute,
  IconScale,
  IconSchool,
  IconSeedling,
  IconShieldCheck,
  IconShieldHeart,
  IconStairsUp,
  IconStars,
  IconTrophy,
  IconUser,
  IconUsers,
  IconUsersGroup,
  IconZoomCheck,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { Me, Permission } from '@/shared/session/me';

export interface Section {
  to: NonNullable<LinkProps['to']>;
  label:
    | 'today'
    | 'civility'
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
    | 'pointItems'
    | 'themes'
    | 'contests'
    | 'ambassadors'
    | 'honours'
    | 'appeals'
    | 'fairness'
    | 'lessons'
    | 'observations'
    | 'strategies'
    | 'coverage'
    | 'rubrics'
    | 'lessonSettings'
    | 'pairs'
    | 'awards'
    | 'recognitions'
    | 'evidence'
    | 'activities'
    | 'consultations'
    | 'assurance'
    | 'portfolio'
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
  group: 'work' | 'school' | 'teaching' | 'civility' | 'keeping' | 'own';
  needs?: Permission;
  /** Enough as well. */
  or?: Permission;
}

const all: readonly Section[] = [
  { to: '/', label: 'today', icon: IconHome, group: 'work' },
  { to: '/civility', label: 'civility', icon: IconSeedling, group: 'work', needs: 'POINT_AWARD' },
  { to: '/obligations', label: 'obligations', icon: IconListCheck, group: 'work', needs: 'OBLIGATION_READ' },
  { to: '/visits', label: 'visits', icon: IconHomeHeart, group: 'work', needs: 'VISIT_READ' },
  { to: '/rounds', label: 'rounds', icon: IconMap2, group: 'work', needs: 'VISIT_READ' },
  { to: '/follow-ups', label: 'followUps', icon: IconHeartHandshake, group: 'work', needs: 'FOLLOW_UP_CLOSE' },
  { to: '/companions', label: 'companions', icon: IconUsers, group: 'work', needs: 'VISIT_JOIN' },
  { to: '/outbox', label: 'outbox', icon: IconCloudUp, group: 'work', needs: 'VISIT_RECORD', or: 'LESSON_OBSERVE' },
  { to: '/concerns', label: 'concerns', icon: IconShieldHeart, group: 'work', needs: 'CONCERN_REPORT' },
  { to: '/dashboard', label: 'dashboard', icon: IconChartBar, group: 'school', needs: 'FIGURE_READ' },
  { to: '/caseload', label: 'caseload', icon: IconChecklist, group: 'school', needs: 'FIGURE_READ_SCHOOL' },
  { to: '/summaries', label: 'summaries', icon: IconNotes, group: 'school', needs: 'SUMMARY_READ' },
  { to: '/publications', label: 'publications', icon: IconFileText, group: 'school', needs: 'PUBLICATION_READ' },
  { to: '/questions', label: 'questions', icon: IconMessageQuestion, group: 'school', needs: 'QUESTION_ANSWER' },
  { to: '/activities', label: 'activities', icon: IconConfetti, group: 'school', needs: 'ACTIVITY_READ' },
  {
    to: '/consultations',
    label: 'consultations',
    icon: IconMessageQuestion,
    group: 'school',
    needs: 'CONSULTATION_READ',
  },
  {
    to: '/assurance',
    label: 'assurance',
    icon: IconShieldCheck,
    group: 'school',
    needs: 'PLEDGE_READ',
    or: 'SUPERVISION_ENTER',
  },
  { to: '/lessons', label: 'lessons', icon: IconChalkboard, group: 'teaching', needs: 'LESSON_READ' },
  { to: '/observations', label: 'observations', icon: IconNotebook, group: 'teaching', needs: 'OBSERVATION_READ' },
  { to: '/strategies', label: 'strategies', icon: IconBulb, group: 'teaching', needs: 'STRATEGY_READ' },
  { to: '/coverage', label: 'coverage', icon: IconEyeCheck, group: 'teaching', needs: 'COVERAGE_READ' },
  { to: '/rubrics', label: 'rubrics', icon: IconClipboardText, group: 'teaching', needs: 'RUBRIC_KEEP' },
  { to: '/lesson-settings', label: 'lessonSettings', icon: IconAdjustments, group: 'teaching', needs: 'LESSON_KEEP' },
  { to: '/pairs', label: 'pairs', icon: IconFriends, group: 'teaching', needs: 'PAIR_READ' },
  { to: '/awards', label: 'awards', icon: IconTrophy, group: 'school', needs: 'AWARD_READ' },
  { to: '/recognitions', label: 'recognitions', icon: IconTrophy, group: 'school', needs: 'RECOGNITION_READ' },
  { to: '/evidence', label: 'evidence', icon: IconFiles, group: 'school', needs: 'EVIDENCE_READ' },
  { to: '/portfolio', label: 'portfolio', icon: IconRoute, group: 'teaching', needs: 'PORTFOLIO_READ' },
  { to: '/contests', label: 'contests', icon: IconFlag, group: 'civility', needs: 'CONTEST_READ' },
  { to: '/ambassadors', label: 'ambassadors', icon: IconAward, group: 'civility', needs: 'AMBASSADOR_READ' },
  { to: '/honours', label: 'honours', icon: IconAward, group: 'civility', needs: 'HONOUR_READ' },
  { to: '/appeals', label: 'appeals', icon: IconMessageCheck, group: 'civility', needs: 'APPEAL_READ' },
  { to: '/fairness', label: 'fairness', icon: IconZoomCheck, group: 'civility', needs: 'FAIRNESS_READ' },
  { to: '/themes', label: 'themes', icon: IconPalette, group: 'civility', needs: 'CATALOGUE_READ' },
  { to: '/point-items', label: 'pointItems', icon: IconStars, group: 'civility', needs: 'CATALOGUE_READ' },
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

const forCommittee: readonly Section['label'][] = [
  'publications',
  'honours',
  'recognitions',
  'pointItems',
  'consultations',
  'assurance',
  'me',
];

/** What this person's navigation offers. */
export function sectionsFor(me: Me): Section[] {
  const held = all.filter((s) => !s.needs || [s.needs, s.or].some((one) => one && me.permissions.includes(one)));
  if (me.is_committee) return held.filter((s) => forCommittee.includes(s.label));
  // Reached from another entry by those who have it.
  const within: readonly (Section['label'] | false)[] = [
    me.permissions.includes('AMBASSADOR_READ') && 'honours',
    me.permissions.includes('AWARD_READ') && 'recognitions',
    me.permissions.includes('ACTIVITY_READ') && 'consultations',
    me.permissions.includes('AWARD_READ') && 'recognitions',
  ];
  return held.filter((s) => !within.includes(s.label));
}

const TABS = 5;
const forLeaders: Section['label'][] = ['today', 'dashboard', 'summaries', 'visits'];
/** Courtesy is noticed every day and between two lessons; what is owed also stands on the first page. */
const forTeachers: Section['label'][] = ['today', 'civility', 'visits', 'outbox'];

/** Under the thumb: the four places this person needs most; the rest behind "more". */
export function tabsFor(me: Me): { tabs: Section[]; more: Section[] } {
  const sections = sectionsFor(me);
  if (sections.length <= TABS) return { tabs: sections, more: [] };
  const first = me.permissions.includes('FIGURE_READ_SCHOOL') ? forLeaders : forTeachers;
  const wanted = first.flatMap((label) => sections.find((s) => s.label === label) ?? []);
  const ranked = [...wanted, ...sections.filter((s) => !wanted.includes(s))];
  return { tabs: ranked.slice(0, TABS - 1), more: ranked.slice(TABS - 1) };
}
