import { HttpResponse, http } from 'msw';
import type { components } from '@/shared/api/schema.gen';
import { schoolToday } from '@/shared/i18n/format';
import { listOf } from './office';
import { homeroom } from './server';

type Schemas = components['schemas'];

/** A teacher who opens lessons and comes to those of others. */
export const teaching = (...more: string[]) =>
  http.get('*/api/v1/me/', () =>
    HttpResponse.json({
      ...homeroom,
      today: schoolToday(),
      permissions: ['LESSON_READ', 'LESSON_HOST', 'LESSON_OBSERVE', 'OBSERVATION_READ', 'STRATEGY_READ', ...more],
    }),
  );

export const kind = { id: 'k-booked', code: 'booked', name: '预约课堂' };
export const dropIn = { id: 'k-drop', code: 'drop_in', name: '推门课' };

export const lessonKind = (more: Partial<Schemas['LessonKind']> = {}): Schemas['LessonKind'] => ({
  ...kind,
  default_seats: 2,
  is_announced: true,
  rubric: null,
  position: 1,
  is_active: true,
  abilities: [],
  ...more,
});

export const lesson = (more: Partial<Schemas['LessonDetail']> = {}): Schemas['LessonDetail'] => ({
  id: 'l1',
  host: { id: 'staff-jiang', name: '姜海' },
  host_name: '姜海',
  is_out_of_school: false,
  organiser: '',
  kind,
  subject: '语文',
  topic: '秋天的雨',
  school_class: { id: 'c1', name: '三年级(2)班' },
  taught_on: schoolToday(),
  period: 3,
  place: '录播教室',
  lesson_type: 'new',
  lesson_type_label: '新授课',
  is_announced: true,
  campaign: null,
  chain: null,
  seats: 2,
  seated: 1,
  waiting: 0,
  asked: 0,
  booking_gives: 'seated',
  my_booking: null,
  my_attendance: null,
  is_mine: false,
  has_clash: false,
  is_reflected: false,
  is_cancelled: false,
  cancel_reason: '',
  recorded_by: null,
  version: 1,
  abilities: ['retrieve'],
  reflection: null,
  changed: null,
  reflected_at: null,
  attendances: [],
  ...more,
});

export const booking = (more: Partial<Schemas['LessonBooking']> = {}): Schemas['LessonBooking'] => ({
  id: 'b1',
  lesson: lesson(),
  guest: { id: 'staff-qu', name: '曲晓岚' },
  state: 'seated',
  state_label: '有座位',
  number: 1,
  place_in_line: null,
  note: '',
  booked_by: null,
  booked_at: '2026-11-20T08:00:00+08:00',
  seated_at: null,
  answer: '',
  answered_by: null,
  answered_at: null,
  is_mine: true,
  abilities: ['withdraw'],
  ...more,
});

export const observation = (more: Partial<Schemas['ObservationPage']> = {}): Schemas['ObservationPage'] => ({
  id: 'o1',
  session: lesson(),
  observer: { id: 'staff-qu', name: '曲晓岚' },
  side: 'observer',
  state: 'draft',
  state_label: '草稿',
  acts_next: [],
  is_confirmed: false,
  is_denied: false,
  is_late: false,
  is_open_again: false,
  shared_at: null,
  strategies: [],
  suggestion: '',
  version: 1,
  abilities: ['retrieve', 'partial_update', 'share'],
  highlights: '',
  board: '',
  participation: '',
  reflection: '',
  reflected_at: null,
  host_acknowledged_at: null,
  observer_acknowledged_at: null,
  closed_at: null,
  rubric: null,
  scores: [],
  result: null,
  notes: [],
  ...more,
});

export const tag = { id: 't1', name: '问题设计', is_active: true, abilities: [] };

/** What the pages choose from, besides what a test is about. */
export const choices = (kinds: Schemas['LessonKind'][] = [lessonKind()]) => [
  http.get('*/api/v1/lesson-kinds/', () => HttpResponse.json(listOf(kinds))),
  http.get('*/api/v1/strategy-tags/', () => HttpResponse.json(listOf([tag]))),
  http.get('*/api/v1/rubric-versions/', () => HttpResponse.json(listOf([]))),
  http.get('*/api/v1/school-classes/', () => HttpResponse.json(listOf([]))),
  http.get('*/api/v1/lesson-subjects/', () =>
    HttpResponse.json(listOf(['数学', '语文'].map((subject) => ({ subject, lessons: 3 })))),
  ),
  http.get('*/api/v1/lesson-campaigns/', () => HttpResponse.json(listOf([]))),
  http.get('*/api/v1/observation-standings/mine/', () => HttpResponse.json([])),
  http.get('*/api/v1/observations/', () => HttpResponse.json(listOf([]))),
  http.get('*/api/v1/lessons/', () => HttpResponse.json(listOf([lesson()]))),
];

/** Nothing can be booked: the empty word, which the schema's type does not know. */
export const notBookable = '' as 'asked';
