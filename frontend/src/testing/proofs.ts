import type { components } from '@/shared/api/schema.gen';
import { schoolToday } from '@/shared/i18n/format';

/** Files, awards and selections as the server shows them. */

type Schemas = components['schemas'];

export const scan: Schemas['EvidenceRef'] = {
  id: 'e1',
  title: '耕耘杯证书',
  kind: 'certificate',
  content_type: 'image/jpeg',
  happened_on: '2026-10-20',
  is_withdrawn: false,
};

export const evidence = (more: Partial<Schemas['Evidence']> = {}): Schemas['Evidence'] => ({
  ...scan,
  kind_label: '证书',
  expires_on: null,
  expiry: 'none',
  expiry_label: '长期有效',
  size: 240_000,
  sha256: '0'.repeat(64),
  original_name: '证书.jpg',
  created_at: '2026-10-21T08:00:00+08:00',
  created_by: { id: 'staff-qu', name: '曲晓岚' },
  is_used: false,
  used_by: [],
  withdrawn_why: '',
  version: 3,
  abilities: ['retrieve', 'partial_update', 'withdraw', 'content'],
  ...more,
});

const winner = (id: string, name: string): Schemas['AwardWinner'] => ({
  staff: { id, name },
  student: null,
  school_class: null,
  name,
});

export const award = (more: Partial<Schemas['Award']> = {}): Schemas['Award'] => ({
  id: 'a1',
  recipient: 'teacher',
  recipient_label: '教师',
  winners: [winner('staff-qu', '曲晓岚'), winner('staff-jiang', '姜海')],
  title: '耕耘杯教学大赛',
  nature: 'contest',
  nature_label: '竞赛评比',
  level: 'district',
  level_label: '区级',
  grade: 'first',
  grade_label: '一等奖',
  issuer: '青山区教育局',
  awarded_on: '2026-10-20',
  valid_until: null,
  certificate_number: '',
  progression_of: null,
  progressed_to: [],
  evidence: [scan],
  state: 'declared',
  state_label: '待核实',
  counts: false,
  declared_by: { id: 'staff-qu', name: '曲晓岚' },
  declared_at: '2026-10-21T08:00:00+08:00',
  decided_by: null,
  decided_at: null,
  decision: '',
  is_mine: true,
  is_voided: false,
  void_reason: '',
  version: 4,
  abilities: ['retrieve'],
  ...more,
});

const kind: Schemas['SelectionKindRef'] = { id: 'k1', code: 'parents', name: '优秀家长', whom: 'parent' };

export const selection = (more: Partial<Schemas['Selection']> = {}): Schemas['Selection'] => ({
  id: 's1',
  kind,
  title: '优秀家长',
  edition: 3,
  starts_on: '2026-09-01',
  ends_on: schoolToday(),
  criteria: '陪伴孩子读书，支持班级工作。',
  places: 1,
  state: 'open',
  state_label: '提名中',
  takes_nominations: true,
  selected: 0,
  decided_on: null,
  closed_by: null,
  void_reason: '',
  version: 2,
  abilities: ['retrieve'],
  ...more,
});

export const nomination = (more: Partial<Schemas['Nomination']> = {}): Schemas['Nomination'] => ({
  id: 'n1',
  selection: { id: 's1', title: '优秀家长', edition: 3, kind, decided_on: null },
  staff: null,
  student: null,
  name: '林女士',
  deed: '每周带孩子们读一本书。',
  state: 'nominated',
  state_label: '待审核',
  nominated_by: { id: 'staff-qu', name: '曲晓岚' },
  nominated_at: '2026-11-20T08:00:00+08:00',
  confirmed_by: null,
  confirmed_at: null,
  consent: 'not_asked',
  consent_label: '尚未征询',
  consent_by: null,
  consent_at: null,
  published_at: null,
  is_mine: false,
  void_reason: '',
  version: 5,
  abilities: ['retrieve'],
  ...more,
});
