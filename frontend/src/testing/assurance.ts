import type { components } from '@/shared/api/schema.gen';

/** What the school answers for: a pledge, a finding, an item of supervision, a survey, a declaration. */

type Schemas = components['schemas'];

const me = { id: 't', name: '于建国' };
export const jiang = { id: 'staff-jiang', name: '姜海' };
export const qu = { id: 'staff-qu', name: '曲晓岚' };
const term = { id: 'term', year: '2026-2027', ordinal: 1 };

export const version = (more: Partial<Schemas['PledgeVersion']> = {}): Schemas['PledgeVersion'] => ({
  id: 'v1',
  form: { id: 'f1', code: 'safety', kind: 'safety', kind_label: '安全', title: '安全工作责任书' },
  number: 2,
  text: '一、每天放学前检查教室门窗和电源。\n二、发现险情立即报告。',
  sha256: 'a'.repeat(64),
  effective_from: '2026-09-01',
  published_at: '2026-08-28T02:00:00Z',
  published_by: me,
  layers: [
    {
      number: 1,
      name: '校长与部门负责人',
      posts: ['moral_director'],
      post_labels: ['德育主任'],
      countersigner_posts: ['principal'],
      countersigner_labels: ['校长'],
    },
    {
      number: 2,
      name: '部门负责人与教师',
      posts: ['homeroom_teacher'],
      post_labels: ['班主任'],
      countersigner_posts: [],
      countersigner_labels: [],
    },
  ],
  ...more,
});

export const round = (more: Partial<Schemas['PledgeRound']> = {}): Schemas['PledgeRound'] => ({
  id: 'r1',
  version: version(),
  term,
  opens_on: '2026-09-01',
  due_on: '2099-09-15',
  must_sign: 40,
  signed: 31,
  to_countersign: 0,
  mine: null,
  is_voided: false,
  void_reason: '',
  abilities: ['retrieve'],
  ...more,
});

export const owed: Schemas['OwnPledge'] = {
  state: 'waiting',
  state_label: '待签订',
  layer: 2,
  signed_at: null,
  countersigned_at: null,
  countersigned_by: null,
};

export const signer = (more: Partial<Schemas['PledgeSigner']> = {}): Schemas['PledgeSigner'] => ({
  round: 'round',
  pledge: '教师职业道德责任书',
  staff: jiang,
  layer: 1,
  layer_name: '校长与部门负责人',
  bound_on: '2026-09-01',
  state: 'signed',
  state_label: '已签订',
  signed_at: '2026-09-03T02:00:00Z',
  countersigned_at: null,
  countersigned_by: null,
  can_countersign: false,
  ...more,
});

export const finding = (more: Partial<Schemas['Finding']> = {}): Schemas['Finding'] => ({
  id: 'x1',
  inspection: { id: 'i1', kind: '安全排查', inspected_on: '2026-11-16', area: '东教学楼二层' },
  item: '三楼东侧灭火器',
  what: '压力表指针在红区',
  severity: 'medium',
  severity_label: '较大',
  owner: me,
  deadline: '2026-11-20',
  state: 'overdue',
  state_label: '已逾期',
  evidence: [],
  rectifications: [],
  is_voided: false,
  void_reason: '',
  version: 1,
  abilities: ['retrieve', 'rectify'],
  ...more,
});

export const tried: Schemas['Rectification'] = {
  id: 'c1',
  rectified_on: '2026-11-19',
  done: '已更换灭火器',
  rectified_by: jiang,
  evidence: [],
  rechecked_on: null,
  rechecked_by: null,
  // The schema leaves out that it may be blank.
  recheck: '' as Schemas['Rectification']['recheck'],
  recheck_label: '',
  remark: '',
};

export const inspection = (more: Partial<Schemas['InspectionDetail']> = {}): Schemas['InspectionDetail'] => ({
  id: 'i1',
  kind: { id: 'k1', name: '安全排查' },
  inspected_on: '2026-11-16',
  area: '东教学楼二层',
  inspectors: [jiang],
  outcome: '',
  findings: 1,
  put_right: 0,
  overdue: 1,
  recorded_at: '2026-11-16T06:00:00Z',
  recorded_by: jiang,
  is_voided: false,
  void_reason: '',
  version: 1,
  abilities: ['retrieve'],
  lines: [],
  ...more,
});

export const kind: Schemas['InspectionKind'] = {
  id: 'k1',
  code: 'safety',
  name: '安全排查',
  is_active: true,
  abilities: [],
};

export const item = (more: Partial<Schemas['SupervisionItem']> = {}): Schemas['SupervisionItem'] => ({
  id: 's1',
  received_on: '2026-11-18',
  way: 'phone',
  way_label: '电话',
  side: 'parent',
  side_label: '家长',
  nature: 'complaint',
  nature_label: '投诉',
  is_from_committee: false,
  recorded_at: '2026-11-18T02:00:00Z',
  recorded_by: jiang,
  concerned: null,
  handler: null,
  state: 'received',
  state_label: '待指定办理人',
  due_on: '2099-12-03',
  is_overdue: false,
  replied_on: null,
  abilities: ['retrieve', 'assign', 'reveal'],
  ...more,
});

const labels = ['1 很不满意', '2 不满意', '3 一般', '4 满意', '5 很满意'];
export const survey = (counts: number[] | null, more: Partial<Schemas['Survey']> = {}): Schemas['Survey'] => {
  const answered = counts ? counts.reduce((sum, one) => sum + one, 0) : null;
  return {
    id: 'q1',
    title: '家长满意度调查',
    whom: 'parents',
    whom_label: '家长',
    opened_on: '2026-11-02',
    closed_on: '2026-11-13',
    issued: counts ? 1520 : null,
    returned: counts ? 1487 : null,
    valid: answered,
    satisfaction: counts && answered ? { part: (counts[3] ?? 0) + (counts[4] ?? 0), whole: answered } : null,
    findings: '',
    questions: [
      {
        number: 1,
        kind: 'scale',
        kind_label: '满意度量表（1～5）',
        text: '您对学校师德师风是否满意',
        is_satisfaction: true,
        answered,
        options: labels.map((label, at) => ({ number: at + 1, label, count: counts?.[at] ?? null })),
      },
    ],
    evidence: [],
    entered_at: counts ? '2026-11-16T02:00:00Z' : null,
    entered_by: counts ? jiang : null,
    is_voided: false,
    void_reason: '',
    version: 1,
    abilities: ['retrieve', 'enter_results'],
    ...more,
  };
};

export const declaration = (more: Partial<Schemas['Declaration']> = {}): Schemas['Declaration'] => ({
  id: 'd1',
  term,
  kind: 'accidents',
  kind_label: '安全责任事故',
  number: 0,
  item: '',
  // The schema leaves out that it may be blank.
  answer: '' as Schemas['Declaration']['answer'],
  answer_label: '',
  text: '本学期未发生安全责任事故。',
  signed_at: '2026-11-20T02:00:00Z',
  signed_by: me,
  is_replaced: false,
  ...more,
});

export const task = (more: Partial<Schemas['LeadingTask']> = {}): Schemas['LeadingTask'] => ({
  id: 'l1',
  group: { id: 'g1', name: '文明校园创建工作领导小组' },
  what: '整理师德师风材料',
  indicator: '教师队伍建设',
  department: '办公室',
  owner: me,
  due_on: '2026-11-20',
  state: 'overdue',
  state_label: '已逾期',
  done_on: null,
  done_by: null,
  outcome: '',
  evidence: [],
  void_reason: '',
  version: 1,
  abilities: ['retrieve', 'finish'],
  ...more,
});

export const group = (more: Partial<Schemas['LeadingGroup']> = {}): Schemas['LeadingGroup'] => ({
  id: 'g1',
  name: '文明校园创建工作领导小组',
  starts_on: '2026-09-01',
  ends_on: null,
  is_running: true,
  members: [],
  version: 1,
  abilities: ['retrieve'],
  ...more,
});
