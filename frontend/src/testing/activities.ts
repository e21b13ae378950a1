import { HttpResponse, http } from 'msw';
import type { components } from '@/shared/api/schema.gen';
import type { Permission } from '@/shared/session/me';
import { listOf } from './office';
import { homeroom } from './server';

type Schemas = components['schemas'];

export const TODAY = '2026-11-23';

/** A teacher who organises and takes part. */
export const organising = (...more: Permission[]) =>
  http.get('*/api/v1/me/', () =>
    HttpResponse.json({
      ...homeroom,
      today: TODAY,
      permissions: ['ACTIVITY_READ', 'ACTIVITY_RECORD', 'PUPIL_PAIR_READ', 'CONSULTATION_READ', ...more],
    }),
  );

const kindRef = { id: 'k-research', code: 'research', name: '教研活动', area: 'research', area_label: '教研' } as const;

export const activityKind = (more: Partial<Schemas['ActivityKind']> = {}): Schemas['ActivityKind'] => ({
  ...kindRef,
  asks_research_level: true,
  asks_domain: false,
  asks_hours: false,
  asks_headcount: false,
  asks_visitors: false,
  asks_issue: false,
  asks_classes: false,
  asks_outcome: true,
  asks_reflection: false,
  is_for_staff: true,
  is_for_pupils: false,
  is_for_families: false,
  position: 1,
  is_active: true,
  abilities: [],
  ...more,
});

export const training = activityKind({
  id: 'k-training',
  code: 'special_training',
  name: '专题培训',
  area: 'training',
  area_label: '培训',
  asks_research_level: false,
  asks_hours: true,
});

export const activity = (more: Partial<Schemas['ActivityDetail']> = {}): Schemas['ActivityDetail'] => ({
  id: 'a1',
  kind: kindRef,
  topic: '单元整体教学怎么做',
  happened_on: '2026-11-20',
  ends_on: null,
  venue: '录播教室',
  organiser: { id: 'staff-jiang', name: '姜海' },
  unit: '',
  programme: null,
  phase: null,
  group: null,
  research_level: 'themed',
  research_level_label: '主题教研',
  domain: '' as Schemas['ActivityDomain'],
  domain_label: '',
  hours: null,
  headcount: null,
  issue: null,
  outcome: '',
  state: 'held',
  state_label: '已开展',
  attended: 1,
  unanswered: 0,
  classes: [],
  files: 0,
  my_part: null,
  is_mine: false,
  is_voided: false,
  cancel_reason: '',
  void_reason: '',
  recorded_by: { id: 'staff-jiang', name: '姜海' },
  version: 3,
  abilities: ['retrieve', 'take_part'],
  participants: [],
  evidence: [],
  my_reflection: null,
  asks_reflection: false,
  lacking: [],
  ...more,
});

export const person = (
  id: string,
  name: string,
  more: Partial<Schemas['ActivityParticipant']> = {},
): Schemas['ActivityParticipant'] => ({
  staff: { id, name },
  role: 'participant',
  role_label: '参加',
  attended: true,
  is_own_word: false,
  ...more,
});

export const programme = (more: Partial<Schemas['Programme']> = {}): Schemas['Programme'] => ({
  id: 'p1',
  name: '国防节',
  edition: 3,
  kind: 'festival',
  kind_label: '节日',
  slogan: '',
  colour: '' as Schemas['ThemeColour'],
  starts_on: '2026-09-01',
  ends_on: '2026-09-30',
  is_running: false,
  phases: [],
  topics: [],
  held: 4,
  is_voided: false,
  void_reason: '',
  recorded_by: null,
  version: 1,
  abilities: ['retrieve'],
  ...more,
});

export const pupilPair = (more: Partial<Schemas['PupilPair']> = {}): Schemas['PupilPair'] => ({
  id: 'pp1',
  teacher: { id: 'staff-qu', name: '曲晓岚' },
  student: { id: 's1', name: '于沐宸', school_class: { id: 'c1', name: '三年级(2)班' } },
  starts_on: '2026-09-10',
  ends_on: null,
  ended: '' as Schemas['PupilPairEnding'],
  ended_label: '',
  met: 2,
  met_last: '2026-11-12',
  is_mine: true,
  recorded_by: null,
  abilities: ['retrieve', 'end'],
  ...more,
});

export const contact = (more: Partial<Schemas['PupilContact']> = {}): Schemas['PupilContact'] => ({
  id: 'm1',
  pair: 'pp1',
  teacher: { id: 'staff-qu', name: '曲晓岚' },
  student: { id: 's1', name: '于沐宸', school_class: null },
  contacted_on: '2026-11-12',
  way: 'talk',
  way_label: '谈心',
  minutes: 20,
  has_words: true,
  is_voided: false,
  recorded_at: '2026-11-12T12:00:00+08:00',
  abilities: ['read', 'void'],
  ...more,
});

export const consultation = (more: Partial<Schemas['Consultation']> = {}): Schemas['Consultation'] => ({
  id: 'q1',
  asked_on: '2026-11-10',
  topic: '作业拖拉怎么办',
  question: '孩子写作业总拖到很晚。',
  answer: '',
  answered_on: null,
  answered_by: null,
  is_answered: false,
  is_shared: false,
  is_voided: false,
  abilities: ['retrieve', 'answer', 'void'],
  ...more,
});

/** What the forms choose from. */
export const offers = (kinds = [activityKind(), training], programmes: Schemas['Programme'][] = []) => [
  http.get('*/api/v1/activity-kinds/', () => HttpResponse.json(listOf(kinds))),
  http.get('*/api/v1/programmes/', () => HttpResponse.json(listOf(programmes))),
  http.get('*/api/v1/activity-groups/', () => HttpResponse.json(listOf([]))),
  http.get('*/api/v1/school-classes/', () => HttpResponse.json(listOf([]))),
  http.get('*/api/v1/activity-reflections/', () => HttpResponse.json(listOf([]))),
  http.get('*/api/v1/activities/', () => HttpResponse.json(listOf([]))),
];
