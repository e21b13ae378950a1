import { expect, test } from 'vitest';
import type { OutboxItem } from '@/shared/offline/items';
import { changesOf, type VisitChange } from './change';
import { fromVisit, type HomeVisit } from './schema';
import { visitChangeKind } from './send';

const visit: HomeVisit = {
  id: 'v1',
  student: { id: 's1', name: '于沐宸', school_class: null },
  visited_on: '2026-11-20',
  channel: 'phone',
  outcome: 'done',
  companions: [{ id: 'staff-jiang', name: '姜海', answer: 'waiting' }],
  confirmation: 'waiting',
  received_by: 'mother',
  agreed: [],
  suggestion: '',
  integrity: true,
  has_narrative: true,
  recorded_by: null,
  recorded_at: '2026-11-20T02:00:00Z',
  is_late: false,
  version: 3,
  voided_at: null,
  void_reason: '',
  abilities: ['partial_update'],
};

const waiting = (body: VisitChange, current: HomeVisit) =>
  ({ id: 'k1', body, problem: { detail: '', code: 'stale', fields: {}, current } }) as unknown as OutboxItem;

test('only what was touched travels', () => {
  const values = { ...fromVisit(visit), channel: 'on_site' as const };

  expect(changesOf(visit, values)).toEqual({ channel: 'on_site' });
});

test('sealed words that were not opened are not overwritten', () => {
  expect(changesOf(visit, { ...fromVisit(visit), narrative: '  ' })).toEqual({});
});

test('purposes of a child one may not know of are left alone', () => {
  expect(changesOf(visit, { ...fromVisit(visit), purposes: ['hardship'] })).toEqual({});
});

test('a conflict shows both values, and the choice decides what is sent on the newer version', () => {
  const body: VisitChange = {
    id: 'v1',
    version: 3,
    changes: { channel: 'on_site', suggestion: '图书角开晚一点' },
    shown: { channel: '上门', suggestion: '图书角开晚一点' },
  };
  const item = waiting(body, { ...visit, version: 4, channel: 'video', suggestion: '' });

  expect(visitChangeKind.compare?.(item).map((d) => [d.field, d.mine])).toEqual([
    ['channel', '上门'],
    ['suggestion', '图书角开晚一点'],
  ]);
  expect(visitChangeKind.merge?.(item, new Set(['suggestion']))).toMatchObject({
    version: 4,
    changes: { suggestion: '图书角开晚一点' },
  });
  expect(visitChangeKind.merge?.(item, new Set())).toBeUndefined();
});
