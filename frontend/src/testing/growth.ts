import type { components } from '@/shared/api/schema.gen';

/** A portfolio, what it shows, and a plan with its goals and copies. */

type Schemas = components['schemas'];
type Plan = Schemas['GrowthPlanPage'];

const qu = { id: 't', name: '曲晓岚' };

export const portfolio = (more: Partial<Schemas['GrowthPortfolioPage']> = {}): Schemas['GrowthPortfolioPage'] => ({
  id: 'pf1',
  staff: qu,
  is_mine: true,
  motto: '慢慢走，别丢下一个',
  version: 3,
  created_at: '2026-09-01T02:00:00Z',
  abilities: ['partial_update', 'acts', 'booklet', 'take_along', 'bring'],
  volumes: [],
  ...more,
});

export const act = (more: Partial<Schemas['PortfolioAct']> = {}): Schemas['PortfolioAct'] => ({
  type: 'lessons',
  name: 'l1',
  on: '2026-11-18',
  kinds: ['lesson_given'],
  kind_label: '公开课',
  label: '分数的初步认识',
  amount: '1',
  opens: 'l1',
  stands: true,
  school: '',
  ...more,
});

export const goal = (more: Partial<Schemas['GrowthGoal']> = {}): Schemas['GrowthGoal'] => ({
  id: 'g1',
  plan: 'plan1',
  dimension: 'teaching',
  dimension_label: '课堂教学',
  words: '上两节跨学科的公开课',
  measure: 'count',
  measure_label: '按次数',
  counter: 'lessons',
  counter_label: '开公开课',
  target: 2,
  done: '1',
  state: 'open',
  state_label: '进行中',
  is_late: false,
  due_on: null,
  reached_on: null,
  outcome: '',
  drop_reason: '',
  version: 1,
  steps: [],
  abilities: ['partial_update', 'drop'],
  ...more,
});

export const plan = (more: Partial<Plan> = {}): Plan => ({
  id: 'plan1',
  portfolio: 'pf1',
  staff: qu,
  horizon: 'term',
  horizon_label: '学期计划',
  term: { id: 'term', name: '2026—2027学年第一学期' },
  starts_on: '2026-07-10',
  ends_on: '2027-01-20',
  stage: 'novice',
  stage_label: '新手教师',
  template: { id: 'tpl1', number: 1, title: '新手教师学期计划' },
  state: 'draft',
  state_label: '草稿',
  copies: 0,
  is_approved: false,
  is_mine: true,
  version: 4,
  created_at: '2026-09-01T02:00:00Z',
  void_reason: '',
  abilities: ['partial_update', 'submit', 'void'],
  blocks: [
    { key: 'now', title: '本学期从哪里起步', hint: '写实际情况', kind: 'text', is_required: true, text: '板书还慢' },
    { key: 'goals', title: '目标与措施', hint: '', kind: 'goals', is_required: true, text: '' },
    { key: 'books', title: '打算读的书', hint: '', kind: 'list', is_required: false, text: '' },
  ],
  self_ratings: [],
  goals: [goal()],
  missing: [],
  ...more,
});

export const copy = (more: Partial<Schemas['PlanSubmissionPage']> = {}): Schemas['PlanSubmissionPage'] => ({
  id: 'c1',
  plan: plan(),
  number: 1,
  is_newest: true,
  sha256: 'ab'.repeat(32),
  submitted_at: '2026-09-12T02:00:00Z',
  review: null,
  abilities: ['review'],
  is_intact: true,
  content: {
    format: 'wotu.plan/1',
    school: '青山镇中心小学',
    teacher: '曲晓岚',
    motto: '',
    until: '2026-09-12',
    plan: {
      title: '新手教师学期计划',
      blocks: [
        { key: 'now', title: '本学期从哪里起步', kind: 'text', answer: '板书还慢' },
        { key: 'goals', title: '目标与措施', kind: 'goals', answer: '' },
        { key: 'books', title: '打算读的书', kind: 'list', answer: ['给教师的建议'] },
      ],
      self_ratings: { teaching: 2 },
      goals: [
        {
          dimension: 'teaching',
          words: '上两节跨学科的公开课',
          measure: 'count',
          counter: 'lessons',
          target: 2,
          done: '0',
          due_on: null,
          reached_on: null,
          outcome: '',
          is_dropped: false,
          drop_reason: '',
          steps: [],
        },
      ],
    },
    acts: [],
  },
  ...more,
});

export const reflection = (more: Partial<Schemas['Reflection']> = {}): Schemas['Reflection'] => ({
  id: 'r1',
  staff: qu,
  is_mine: true,
  reflected_on: '2026-11-19',
  title: '那节没上好的分数课',
  act: null,
  goal: null,
  visibility: 'private',
  visibility_label: '只有我',
  readers: [],
  is_voided: false,
  void_reason: '',
  version: 2,
  created_at: '2026-11-19T02:00:00Z',
  abilities: ['read', 'partial_update', 'show', 'void'],
  ...more,
});
