import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import * as v from 'valibot';
import { loadSending } from '@/features/observing/kind';
import { queryClient } from '@/shared/api/queryClient';
import { saying } from '@/shared/i18n';
import { outbox } from '@/shared/offline/outbox';
import { meQuery, type Permission } from '@/shared/session/me';
import { PageSkeleton } from '@/shared/ui/states';
import { isOpen } from './openPaths';
import { Failed, Lost, Root } from './Root';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Without it the page says who can help; the server refuses anyway. */
    needs?: Permission;
    /** No tabs, no rail: the sign-in page, and the paper a parent reads. */
    bare?: boolean;
  }
}

/** What a parents' committee member may open. */
const forCommittee = (path: string) =>
  ['/me', '/second-factor', '/honours'].includes(path) || /^\/(publications|point-items)(\/|$)/.test(path);

const root = createRootRoute({
  component: Root,
  notFoundComponent: Lost,
  errorComponent: Failed,
  async beforeLoad({ location }) {
    if (isOpen(location.pathname)) return;
    const me = await queryClient.ensureQueryData(meQuery);
    if (!me) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
    if (me.second_factor === 'missing') {
      if (location.pathname !== '/second-factor') throw redirect({ to: '/second-factor', replace: true });
      return; // nothing else is open to them, and nothing is sent
    }
    await outbox.open(me.id);
    if (me.is_committee && !forCommittee(location.pathname)) throw redirect({ to: '/publications', replace: true });
  },
});

const office = saying('office');
const points = saying('civility');
const keeping = saying('keeping');
const pairing = saying('pairs');
const teaching = saying('lessons');

const word = v.optional(v.fallback(v.optional(v.string()), undefined));
/** `?key=3` arrives as a number, `?key=on_site` as text; a page wants one kind. */
const text = v.optional(v.pipe(v.fallback(v.union([v.string(), v.number()]), ''), v.transform(String)));
const flag = v.optional(v.fallback(v.optional(v.boolean()), undefined));
const number = v.optional(v.fallback(v.optional(v.number()), undefined));
const way = v.optional(
  v.fallback(v.optional(v.picklist(['on_site', 'at_school', 'phone', 'video', 'letter'])), undefined),
);
const side = v.optional(v.fallback(v.optional(v.picklist(['part', 'whole'])), undefined));
const scope = { grade: number, school_class: word, staff: word, as_of: word, term: word };

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: v.object({ next: word }),
  staticData: { bare: true },
  component: lazyRouteComponent(() => import('@/features/session/SignInPage'), 'SignInPage'),
});
const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  staticData: { bare: true },
  component: lazyRouteComponent(() => import('@/features/session/JoinPage'), 'JoinPage'),
});
const secondFactor = createRoute({
  getParentRoute: () => root,
  path: '/second-factor',
  staticData: { bare: true },
  component: lazyRouteComponent(() => import('@/features/session/SecondFactorPage'), 'SecondFactorPage'),
});
const today = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/today/TodayPage'), 'TodayPage'),
});
const visits = createRoute({
  getParentRoute: () => root,
  path: '/visits',
  validateSearch: v.object({ of: word, school_class: word, student: word }),
  staticData: { needs: 'VISIT_READ' },
  component: lazyRouteComponent(() => import('@/features/home-visits/VisitsPage'), 'VisitsPage'),
});
const newVisit = createRoute({
  getParentRoute: () => root,
  path: '/visits/new',
  validateSearch: v.object({ student: word, purpose: word, round: word, again: word, channel: way }),
  staticData: { needs: 'VISIT_RECORD' },
  component: lazyRouteComponent(() => import('@/features/home-visits/NewVisitPage'), 'NewVisitPage'),
});
const visit = createRoute({
  getParentRoute: () => root,
  path: '/visits/$id',
  staticData: { needs: 'VISIT_READ' },
  component: lazyRouteComponent(() => import('@/features/home-visits/VisitPage'), 'VisitPage'),
});
const editVisit = createRoute({
  getParentRoute: () => root,
  path: '/visits/$id/edit',
  validateSearch: v.object({ again: word }),
  staticData: { needs: 'VISIT_AMEND' },
  component: lazyRouteComponent(() => import('@/features/home-visits/EditVisitPage'), 'EditVisitPage'),
});
const rounds = createRoute({
  getParentRoute: () => root,
  path: '/rounds',
  staticData: { needs: 'VISIT_READ' },
  component: lazyRouteComponent(() => import('@/features/rounds/RoundsPage'), 'RoundsPage'),
});
const newRound = createRoute({
  getParentRoute: () => root,
  path: '/rounds/new',
  staticData: { needs: 'ROUND_PLAN' },
  component: lazyRouteComponent(() => import('@/features/rounds/RoundFormPage'), 'NewRoundPage'),
});
const round = createRoute({
  getParentRoute: () => root,
  path: '/rounds/$id',
  staticData: { needs: 'VISIT_READ' },
  component: lazyRouteComponent(() => import('@/features/rounds/RoundPage'), 'RoundPage'),
});
const editRound = createRoute({
  getParentRoute: () => root,
  path: '/rounds/$id/edit',
  staticData: { needs: 'ROUND_PLAN' },
  component: lazyRouteComponent(() => import('@/features/rounds/RoundFormPage'), 'EditRoundPage'),
});
const obligations = createRoute({
  getParentRoute: () => root,
  path: '/obligations',
  validateSearch: v.object({ school_class: word, state: word }),
  staticData: { needs: 'OBLIGATION_READ' },
  component: lazyRouteComponent(() => import('@/features/obligations/ObligationsPage'), 'ObligationsPage'),
});
const explained = createRoute({
  getParentRoute: () => root,
  path: '/obligations/$id',
  validateSearch: v.object({ as_of: word, known_at: word }),
  staticData: { needs: 'OBLIGATION_READ' },
  component: lazyRouteComponent(
    office(() => import('@/features/explain/ExplainPage')),
    'ExplainPage',
  ),
});
const caseload = createRoute({
  getParentRoute: () => root,
  path: '/caseload',
  validateSearch: v.object({ grade: number }),
  staticData: { needs: 'FIGURE_READ_SCHOOL' },
  component: lazyRouteComponent(
    office(() => import('@/features/caseload/CaseloadPage')),
    'CaseloadPage',
  ),
});
const caseloadOf = createRoute({
  getParentRoute: () => root,
  path: '/caseload/$key',
  validateSearch: v.object({ grade: number, state: word }),
  staticData: { needs: 'FIGURE_READ_SCHOOL' },
  component: lazyRouteComponent(
    office(() => import('@/features/caseload/TeacherPage')),
    'TeacherPage',
  ),
});
const classMeeting = createRoute({
  getParentRoute: () => root,
  path: '/class-meeting',
  validateSearch: v.object({ as_of: word }),
  staticData: { needs: 'FIGURE_READ_SCHOOL' },
  component: lazyRouteComponent(
    office(() => import('@/features/caseload/ClassMeetingPage')),
    'ClassMeetingPage',
  ),
});
const followUps = createRoute({
  getParentRoute: () => root,
  path: '/follow-ups',
  staticData: { needs: 'FOLLOW_UP_CLOSE' },
  component: lazyRouteComponent(() => import('@/features/follow-ups/FollowUpsPage'), 'FollowUpsPage'),
});
const unsent = createRoute({
  getParentRoute: () => root,
  path: '/outbox',
  component: lazyRouteComponent(async () => {
    const [module] = await Promise.all([import('@/features/outbox/OutboxPage'), loadSending()]);
    return module;
  }, 'OutboxPage'),
});
const concerns = createRoute({
  getParentRoute: () => root,
  path: '/concerns',
  staticData: { needs: 'CONCERN_REPORT' },
  component: lazyRouteComponent(() => import('@/features/concerns/ConcernsPage'), 'ConcernsPage'),
});
const newConcern = createRoute({
  getParentRoute: () => root,
  path: '/concerns/new',
  validateSearch: v.object({ student: word, visit: word, day: word, again: word }),
  staticData: { needs: 'CONCERN_REPORT' },
  component: lazyRouteComponent(() => import('@/features/home-visits/NewConcernPage'), 'NewConcernPage'),
});
const civility = createRoute({
  getParentRoute: () => root,
  path: '/civility',
  validateSearch: v.object({ class: word, again: word }),
  staticData: { needs: 'POINT_AWARD' },
  component: lazyRouteComponent(() => import('@/features/civility/AwardPage'), 'AwardPage'),
});
const pointClass = createRoute({
  getParentRoute: () => root,
  path: '/civility/classes/$id',
  staticData: { needs: 'POINT_READ' },
  component: lazyRouteComponent(
    office(() => import('@/features/civility/ClassPage')),
    'ClassPage',
  ),
});
const seats = createRoute({
  getParentRoute: () => root,
  path: '/civility/classes/$id/seats',
  staticData: { needs: 'CLASS_KEEP' },
  component: lazyRouteComponent(
    office(() => import('@/features/civility/SeatsPage')),
    'SeatsPage',
  ),
});
const classScreen = createRoute({
  getParentRoute: () => root,
  path: '/civility/classes/$id/screen',
  staticData: { needs: 'CLASS_SCREEN', bare: true },
  component: lazyRouteComponent(
    office(() => import('@/features/civility/ScreenPage')),
    'ScreenPage',
  ),
});
const slips = createRoute({
  getParentRoute: () => root,
  path: '/civility/classes/$id/slips',
  staticData: { needs: 'POINT_READ' },
  component: lazyRouteComponent(
    office(() => import('@/features/civility/SlipsPage')),
    'SlipsPage',
  ),
});
const pointAccount = createRoute({
  getParentRoute: () => root,
  path: '/civility/children/$id',
  validateSearch: v.object({ term: word }),
  staticData: { needs: 'POINT_READ' },
  component: lazyRouteComponent(
    office(() => import('@/features/civility/AccountPage')),
    'AccountPage',
  ),
});
const me = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: lazyRouteComponent(() => import('@/features/session/MePage'), 'MePage'),
});
const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/dashboard',
  validateSearch: v.object(scope),
  staticData: { needs: 'FIGURE_READ' },
  component: lazyRouteComponent(
    office(() => import('@/features/dashboard/DashboardPage')),
    'DashboardPage',
  ),
});
const figure = createRoute({
  getParentRoute: () => root,
  path: '/figures/$code',
  validateSearch: v.object({ ...scope, side, key: text }),
  staticData: { needs: 'FIGURE_READ' },
  component: lazyRouteComponent(
    office(() => import('@/features/figures/FigurePage')),
    'FigurePage',
  ),
});
const summaries = createRoute({
  getParentRoute: () => root,
  path: '/summaries',
  staticData: { needs: 'SUMMARY_READ' },
  component: lazyRouteComponent(
    office(() => import('@/features/summaries/SummariesPage')),
    'SummariesPage',
  ),
});
const summary = createRoute({
  getParentRoute: () => root,
  path: '/summaries/$id',
  staticData: { needs: 'SUMMARY_READ' },
  component: lazyRouteComponent(
    office(() => import('@/features/summaries/SummaryPage')),
    'SummaryPage',
  ),
});
const publications = createRoute({
  getParentRoute: () => root,
  path: '/publications',
  staticData: { needs: 'PUBLICATION_READ' },
  component: lazyRouteComponent(
    office(() => import('@/features/publications/PublicationsPage')),
    'PublicationsPage',
  ),
});
const publication = createRoute({
  getParentRoute: () => root,
  path: '/publications/$id',
  staticData: { needs: 'PUBLICATION_READ', bare: true },
  component: lazyRouteComponent(
    office(() => import('@/features/publications/PublicationPage')),
    'PublicationPage',
  ),
});
const questions = createRoute({
  getParentRoute: () => root,
  path: '/questions',
  staticData: { needs: 'QUESTION_ANSWER' },
  component: lazyRouteComponent(
    office(() => import('@/features/publications/QuestionsPage')),
    'QuestionsPage',
  ),
});
const digests = createRoute({
  getParentRoute: () => root,
  path: '/digests',
  staticData: { needs: 'DIGEST_READ' },
  component: lazyRouteComponent(() => import('@/features/today/DigestsPage'), 'DigestsPage'),
});
const roster = createRoute({
  getParentRoute: () => root,
  path: '/roster',
  staticData: { needs: 'ROSTER_IMPORT' },
  component: lazyRouteComponent(
    keeping(() => import('@/features/roster/RosterPage')),
    'RosterPage',
  ),
});
const schoolClasses = createRoute({
  getParentRoute: () => root,
  path: '/classes',
  staticData: { needs: 'PLACEMENT_KEEP' },
  component: lazyRouteComponent(
    keeping(() => import('@/features/classes/ClassesPage')),
    'ClassesPage',
  ),
});
const resplit = createRoute({
  getParentRoute: () => root,
  path: '/classes/resplit',
  staticData: { needs: 'PLACEMENT_KEEP' },
  component: lazyRouteComponent(
    keeping(() => import('@/features/classes/ResplitPage')),
    'ResplitPage',
  ),
});
const staffing = createRoute({
  getParentRoute: () => root,
  path: '/staff',
  staticData: { needs: 'POST_KEEP' },
  component: lazyRouteComponent(
    keeping(() => import('@/features/staffing/StaffingPage')),
    'StaffingPage',
  ),
});
const colleague = createRoute({
  getParentRoute: () => root,
  path: '/staff/$id',
  staticData: { needs: 'POST_KEEP' },
  component: lazyRouteComponent(
    keeping(() => import('@/features/staffing/StaffPage')),
    'StaffPage',
  ),
});
const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  staticData: { needs: 'CALENDAR_KEEP' },
  component: lazyRouteComponent(
    keeping(() => import('@/features/calendar/CalendarPage')),
    'CalendarPage',
  ),
});
const rollOver = createRoute({
  getParentRoute: () => root,
  path: '/roll-over',
  staticData: { needs: 'YEAR_ROLL' },
  component: lazyRouteComponent(
    keeping(() => import('@/features/roll-over/RollOverPage')),
    'RollOverPage',
  ),
});
const circumstances = createRoute({
  getParentRoute: () => root,
  path: '/circumstances',
  staticData: { needs: 'CIRCUMSTANCE_READ' },
  component: lazyRouteComponent(
    keeping(() => import('@/features/circumstances/CircumstancesPage')),
    'CircumstancesPage',
  ),
});
const proposals = createRoute({
  getParentRoute: () => root,
  path: '/proposals',
  validateSearch: v.object({ view: word }),
  staticData: { needs: 'PROPOSAL_READ' },
  component: lazyRouteComponent(
    keeping(() => import('@/features/proposals/ProposalsPage')),
    'ProposalsPage',
  ),
});
const childFile = createRoute({
  getParentRoute: () => root,
  path: '/children/$id/file',
  staticData: { needs: 'CIRCUMSTANCE_READ' },
  component: lazyRouteComponent(
    keeping(() => import('@/features/child-file/ChildFilePage')),
    'ChildFilePage',
  ),
});
const companions = createRoute({
  getParentRoute: () => root,
  path: '/companions',
  staticData: { needs: 'VISIT_JOIN' },
  component: lazyRouteComponent(() => import('@/features/companions/CompanionsPage'), 'CompanionsPage'),
});
const policies = createRoute({
  getParentRoute: () => root,
  path: '/policies',
  staticData: { needs: 'POLICY_READ' },
  component: lazyRouteComponent(
    keeping(() => import('@/features/policies/PoliciesPage')),
    'PoliciesPage',
  ),
});
const accounts = createRoute({
  getParentRoute: () => root,
  path: '/accounts',
  staticData: { needs: 'ACCOUNT_MANAGE' },
  component: lazyRouteComponent(
    keeping(() => import('@/features/accounts/AccountsPage')),
    'AccountsPage',
  ),
});
const pointItems = createRoute({
  getParentRoute: () => root,
  path: '/point-items',
  validateSearch: v.object({ view: word }),
  staticData: { needs: 'CATALOGUE_READ' },
  component: lazyRouteComponent(
    points(() => import('@/features/point-catalogue/PointItemsPage')),
    'PointItemsPage',
  ),
});
const pointItemHistory = createRoute({
  getParentRoute: () => root,
  path: '/point-items/$id',
  staticData: { needs: 'CATALOGUE_READ' },
  component: lazyRouteComponent(
    points(() => import('@/features/point-catalogue/HistoryPage')),
    'HistoryPage',
  ),
});
const themes = createRoute({
  getParentRoute: () => root,
  path: '/themes',
  staticData: { needs: 'CATALOGUE_READ' },
  component: lazyRouteComponent(
    points(() => import('@/features/themes/ThemesPage')),
    'ThemesPage',
  ),
});
const contests = createRoute({
  getParentRoute: () => root,
  path: '/contests',
  validateSearch: v.object({ week: word }),
  staticData: { needs: 'CONTEST_READ' },
  component: lazyRouteComponent(
    points(() => import('@/features/contests/ContestsPage')),
    'ContestsPage',
  ),
});
const contestCheck = createRoute({
  getParentRoute: () => root,
  path: '/contests/check',
  validateSearch: v.object({ again: word, school_class: word }),
  staticData: { needs: 'CONTEST_CHECK' },
  component: lazyRouteComponent(() => import('@/features/contests/CheckPage'), 'CheckPage'),
});
const contestItems = createRoute({
  getParentRoute: () => root,
  path: '/contests/items',
  staticData: { needs: 'CONTEST_READ' },
  component: lazyRouteComponent(
    points(() => import('@/features/contests/ItemsPage')),
    'ItemsPage',
  ),
});
const contestFlags = createRoute({
  getParentRoute: () => root,
  path: '/contests/$id/flags',
  staticData: { needs: 'CONTEST_READ' },
  component: lazyRouteComponent(
    points(() => import('@/features/contests/FlagsPage')),
    'FlagsPage',
  ),
});
const ambassadors = createRoute({
  getParentRoute: () => root,
  path: '/ambassadors',
  staticData: { needs: 'AMBASSADOR_READ' },
  component: lazyRouteComponent(
    points(() => import('@/features/ambassadors/AmbassadorsPage')),
    'AmbassadorsPage',
  ),
});
const ambassadorRound = createRoute({
  getParentRoute: () => root,
  path: '/ambassadors/$id',
  staticData: { needs: 'AMBASSADOR_READ' },
  component: lazyRouteComponent(
    points(() => import('@/features/ambassadors/RoundPage')),
    'RoundPage',
  ),
});
const honours = createRoute({
  getParentRoute: () => root,
  path: '/honours',
  staticData: { needs: 'HONOUR_READ' },
  component: lazyRouteComponent(
    points(() => import('@/features/ambassadors/HonoursPage')),
    'HonoursPage',
  ),
});
const appeals = createRoute({
  getParentRoute: () => root,
  path: '/appeals',
  validateSearch: v.object({ state: word }),
  staticData: { needs: 'APPEAL_READ' },
  component: lazyRouteComponent(
    points(() => import('@/features/appeals/AppealsPage')),
    'AppealsPage',
  ),
});
const fairness = createRoute({
  getParentRoute: () => root,
  path: '/fairness',
  validateSearch: v.object({ term: word }),
  staticData: { needs: 'FAIRNESS_READ' },
  component: lazyRouteComponent(
    points(() => import('@/features/fairness/FairnessPage')),
    'FairnessPage',
  ),
});

const pairs = createRoute({
  getParentRoute: () => root,
  path: '/pairs',
  validateSearch: v.object({ view: word, term: word }),
  staticData: { needs: 'PAIR_READ' },
  component: lazyRouteComponent(
    pairing(() => import('@/features/mentoring/PairsPage')),
    'PairsPage',
  ),
});
const newPair = createRoute({
  getParentRoute: () => root,
  path: '/pairs/new',
  validateSearch: v.object({ renews: word }),
  staticData: { needs: 'PAIR_KEEP' },
  component: lazyRouteComponent(
    pairing(() => import('@/features/mentoring/PairFormPage')),
    'PairFormPage',
  ),
});
const newTalk = createRoute({
  getParentRoute: () => root,
  path: '/pairs/talk',
  validateSearch: v.object({ pair: word, again: word }),
  staticData: { needs: 'PAIR_READ' },
  component: lazyRouteComponent(
    pairing(() => import('@/features/mentoring/TalkPage')),
    'TalkPage',
  ),
});
const pair = createRoute({
  getParentRoute: () => root,
  path: '/pairs/$id',
  validateSearch: v.object({ view: word, month: word }),
  staticData: { needs: 'PAIR_READ' },
  component: lazyRouteComponent(
    pairing(() => import('@/features/mentoring/PairPage')),
    'PairPage',
  ),
});

const lessons = createRoute({
  getParentRoute: () => root,
  path: '/lessons',
  validateSearch: v.object({ view: word, subject: word, bookable: flag }),
  staticData: { needs: 'LESSON_READ' },
  component: lazyRouteComponent(
    teaching(() => import('@/features/lessons/LessonsPage')),
    'LessonsPage',
  ),
});
const newLesson = createRoute({
  getParentRoute: () => root,
  path: '/lessons/new',
  validateSearch: v.object({ chain: word, campaign: word }),
  staticData: { needs: 'LESSON_HOST' },
  component: lazyRouteComponent(
    teaching(() => import('@/features/lessons/LessonFormPage')),
    'NewLessonPage',
  ),
});
const lesson = createRoute({
  getParentRoute: () => root,
  path: '/lessons/$id',
  staticData: { needs: 'LESSON_READ' },
  component: lazyRouteComponent(
    teaching(() => import('@/features/lessons/LessonPage')),
    'LessonPage',
  ),
});
const editLesson = createRoute({
  getParentRoute: () => root,
  path: '/lessons/$id/edit',
  staticData: { needs: 'LESSON_HOST' },
  component: lazyRouteComponent(
    teaching(() => import('@/features/lessons/LessonFormPage')),
    'EditLessonPage',
  ),
});
const campaigns = createRoute({
  getParentRoute: () => root,
  path: '/campaigns',
  staticData: { needs: 'LESSON_READ' },
  component: lazyRouteComponent(
    teaching(() => import('@/features/lessons/CampaignsPage')),
    'CampaignsPage',
  ),
});
const campaign = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id',
  validateSearch: v.object({ kind: word }),
  staticData: { needs: 'LESSON_READ' },
  component: lazyRouteComponent(
    teaching(() => import('@/features/lessons/CampaignPage')),
    'CampaignPage',
  ),
});
const chains = createRoute({
  getParentRoute: () => root,
  path: '/chains',
  staticData: { needs: 'LESSON_READ' },
  component: lazyRouteComponent(
    teaching(() => import('@/features/lessons/ChainsPage')),
    'ChainsPage',
  ),
});
const chain = createRoute({
  getParentRoute: () => root,
  path: '/chains/$id',
  staticData: { needs: 'LESSON_READ' },
  component: lazyRouteComponent(
    teaching(() => import('@/features/lessons/ChainPage')),
    'ChainPage',
  ),
});
const observe = createRoute({
  getParentRoute: () => root,
  path: '/observe',
  validateSearch: v.object({
    lesson: word,
    again: word,
    fresh: v.optional(v.fallback(v.optional(v.picklist(['drop-in', 'elsewhere'])), undefined)),
  }),
  staticData: { needs: 'LESSON_OBSERVE' },
  component: lazyRouteComponent(
    teaching(() => import('@/features/observing/ObservePage')),
    'ObservePage',
  ),
});
const observations = createRoute({
  getParentRoute: () => root,
  path: '/observations',
  validateSearch: v.object({ view: word, turn: flag }),
  staticData: { needs: 'OBSERVATION_READ' },
  component: lazyRouteComponent(
    teaching(() => import('@/features/observing/ObservationsPage')),
    'ObservationsPage',
  ),
});
const observation = createRoute({
  getParentRoute: () => root,
  path: '/observations/$id',
  staticData: { needs: 'OBSERVATION_READ' },
  component: lazyRouteComponent(
    teaching(() => import('@/features/observing/ObservationPage')),
    'ObservationPage',
  ),
});
const strategies = createRoute({
  getParentRoute: () => root,
  path: '/strategies',
  validateSearch: v.object({ view: word, q: text, tag: word, subject: word, campaign: word }),
  staticData: { needs: 'STRATEGY_READ' },
  component: lazyRouteComponent(
    teaching(() => import('@/features/strategies/StrategiesPage')),
    'StrategiesPage',
  ),
});
const coverage = createRoute({
  getParentRoute: () => root,
  path: '/coverage',
  validateSearch: v.object({ view: word, weeks: number, everybody: flag, short: flag }),
  staticData: { needs: 'COVERAGE_READ' },
  component: lazyRouteComponent(
    teaching(() => import('@/features/coverage/CoveragePage')),
    'CoveragePage',
  ),
});
const rubrics = createRoute({
  getParentRoute: () => root,
  path: '/rubrics',
  staticData: { needs: 'LESSON_READ' },
  component: lazyRouteComponent(
    teaching(() => import('@/features/rubrics/RubricsPage')),
    'RubricsPage',
  ),
});
const rubric = createRoute({
  getParentRoute: () => root,
  path: '/rubrics/$id',
  staticData: { needs: 'LESSON_READ' },
  component: lazyRouteComponent(
    teaching(() => import('@/features/rubrics/RubricPage')),
    'RubricPage',
  ),
});
const lessonSettings = createRoute({
  getParentRoute: () => root,
  path: '/lesson-settings',
  validateSearch: v.object({ view: word }),
  staticData: { needs: 'LESSON_KEEP' },
  component: lazyRouteComponent(
    teaching(() => import('@/features/lesson-settings/LessonSettingsPage')),
    'LessonSettingsPage',
  ),
});

const pages = [
  signIn,
  join,
  secondFactor,
  today,
  visits,
  newVisit,
  visit,
  editVisit,
  obligations,
  followUps,
  unsent,
  concerns,
  newConcern,
  me,
] as const;
const officePages = [
  dashboard,
  caseload,
  caseloadOf,
  classMeeting,
  explained,
  figure,
  summaries,
  summary,
  publications,
  publication,
] as const;
const rounding = [rounds, newRound, round, editRound] as const;
const civilityPages = [civility, pointClass, seats, classScreen, slips, pointAccount] as const;
const contestPages = [contests, contestCheck, contestItems, contestFlags] as const;
const honouring = [
  pointItems,
  pointItemHistory,
  themes,
  ambassadors,
  ambassadorRound,
  honours,
  appeals,
  fairness,
] as const;
const askedPages = [questions, digests] as const;
const registers = [roster, circumstances, proposals, childFile, companions, policies, accounts] as const;

const yearPages = [schoolClasses, resplit, staffing, colleague, calendar, rollOver] as const;
const lessonPages = [lessons, newLesson, lesson, editLesson, campaigns, campaign, chains, chain] as const;
const observingPages = [
  observe,
  observations,
  observation,
  strategies,
  coverage,
  rubrics,
  rubric,
  lessonSettings,
] as const;
const pairPages = [pairs, newPair, newTalk, pair] as const;

/** The map of the product: every address, in one file. */
export const createAppRouter = () =>
  createRouter({
    routeTree: root.addChildren([
      ...pages,
      ...officePages,
      ...rounding,
      ...civilityPages,
      ...contestPages,
      ...honouring,
      ...askedPages,
      ...registers,
      ...yearPages,
      ...lessonPages,
      ...observingPages,
      ...pairPages,
    ]),
    defaultPreload: 'intent',
    defaultPendingComponent: PageSkeleton,
    scrollRestoration: true,
    scrollToTopSelectors: ['#main'],
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
