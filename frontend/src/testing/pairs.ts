import type { components } from '@/shared/api/schema.gen';
import { schoolToday } from '@/shared/i18n/format';

/** A pair of mentor and mentee, its months and its talks. */

type Schemas = components['schemas'];
type Pair = Schemas['MentorPair'];
type PairFile = Schemas['MentorPairPage'];
type Month = Schemas['MentorMonth'];
type Talk = Schemas['MentorTalk'];

export const thisMonth = () => `${schoolToday().slice(0, 7)}-01`;

const mentor = { id: 'staff-jiang', name: '姜海' };
const mentee = { id: 'staff-qu', name: '曲晓岚' };

export const pair = (more: Partial<Pair> = {}): Pair => ({
  id: 'p1',
  mentor,
  mentee,
  field: 'subject',
  field_label: '学科教学',
  subject: '语文',
  form: 'entry',
  form_label: '入门式',
  starts_on: '2026-09-01',
  ends_on: '2099-07-10',
  state: 'active',
  state_label: '结对中',
  began: 'new',
  began_label: '新结对',
  follows: null,
  // The schema leaves out that it may be blank.
  ended: '' as Pair['ended'],
  ended_label: '',
  closed_at: null,
  suspended_since: null,
  is_to_complete: false,
  agreement: 1,
  waits_for: [],
  has_open_exit: false,
  my_side: 'mentee',
  abilities: [],
  ...more,
});

export const file = (more: Partial<PairFile> = {}): PairFile => ({
  ...pair(),
  agreements: [],
  suspensions: [],
  excuses: [],
  months_due: 2,
  months_met: 1,
  term_duties: [],
  ended_why: '',
  exits: [],
  evaluations: [],
  evaluations_missing: ['self', 'mentor', 'mentee', 'school'],
  my_evaluation_sides: [],
  notices: [],
  ...more,
});

const duty = (kind: Month['duties'][number]['kind'], required: number, records: Month['waiting'] = []) => ({
  kind,
  kind_label: kind,
  required,
  done: records.length,
  lacking: Math.max(0, required - records.length),
  records,
});
const seen = (id: string, on: string) => ({ type: 'observation' as const, id, on, is_late: false });
const talked = (id: string, on: string) => ({ type: 'talk' as const, id, on, is_late: false });

export const month = (more: Partial<Month> = {}): Month => {
  const first = more.month ?? thisMonth();
  return {
    key: `p1:${first}`,
    pair: pair(),
    term: 'term',
    month: first,
    first_day: first,
    last_day: `${first.slice(0, 8)}28`,
    weeks: 4,
    version: 1,
    state: 'short',
    state_label: '还没完成',
    is_over: false,
    short: 2,
    exempt: null,
    exempt_label: '',
    excuse: null,
    duties: [
      duty('mentee_observes', 2, [seen('o1', `${first.slice(0, 8)}04`)]),
      duty('evaluation', 1, [seen('o1', `${first.slice(0, 8)}04`)]),
      duty('talk', 1),
    ],
    waiting: [],
    abilities: [],
    ...more,
  };
};

export const metMonth = (of: string) =>
  month({
    month: of,
    state: 'met',
    is_over: true,
    short: 0,
    duties: [duty('mentee_observes', 1, [seen('o2', `${of.slice(0, 8)}11`)]), duty('talk', 1, [talked('t1', of)])],
  });

export const talk = (more: Partial<Talk> = {}): Talk => ({
  id: 't1',
  pair: pair(),
  talked_on: '2026-11-18',
  minutes: 30,
  recorded_at: '2026-11-18T09:00:00Z',
  recorded_by: mentor,
  is_late: false,
  mentor_released: false,
  mentee_released: false,
  is_released: false,
  is_named: false,
  is_voided: false,
  abilities: [],
  ...more,
});
