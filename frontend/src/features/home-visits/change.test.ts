import { expect, test } from 'vitest';
import type { OutboxItem } from '@/shared/offline/items';
import type { ItemProblem, Since } from '@/shared/offline/verdict';
import { beginChange, changesOf, rebased, type VisitChange } from './change';
import { fromVisit, type HomeVisit } from './schema';
import { visitChangeKind } from './send';

const visit: HomeVisit = {
  id: 'v1',
  student: { id: 's1', name: '于沐宸', school_class: null },
  visited_on: '2026-11-20',
  round: null,
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

const body: VisitChange = {
  id: 'v1',
  version: 3,
  changes: { channel: 'on_site', suggestion: '图书角开晚一点' },
  shown: { channel: '上门', suggestion: '图书角开晚一点' },
};
const since = (...changed: [fields: string[], gesture?: string][]) =>
  changed.map(([fields, gesture = null], n) => ({ version: 4 + n, fields, gesture }));
const told = (current: HomeVisit, news: Since[]) => ({ detail: '', code: 'stale', fields: {}, current, since: news });
const item = (change: VisitChange, problem: ItemProblem) => ({ id: 'k1', body: change, problem }) as OutboxItem;

test('what nobody else touched is brought to the newer version without a question', () => {
  const problem = told({ ...visit, version: 4, outcome: 'elsewhere' }, since([['outcome']]));

  expect(rebased(body, problem)).toEqual({ ...body, version: 4 });
});

test('what both wrote alike is no question either', () => {
  const problem = told({ ...visit, version: 4, channel: 'on_site' }, since([['channel']]));

  expect(rebased(body, problem)).toMatchObject({ version: 4 });
});

test('my own earlier change is no news to me, and a stranger’s is', () => {
  const current = { ...visit, version: 4, channel: 'video' };
  const problem = told(current, since([['channel'], 'k0']));

  expect(rebased({ ...body, known: ['k0'] }, problem)).toMatchObject({ version: 4 });
  expect(rebased({ ...body, known: ['k9'] }, problem)).toBeUndefined();
});

test('sealed text that both wrote is always asked about, and an agreement never', () => {
  const change: VisitChange = {
    ...body,
    changes: { narrative: '补记', agreed: { what: '约谈', owner: 's', due_on: '2026-12-01' } },
  };
  const both = told({ ...visit, version: 4 }, since([['agreed', 'narrative']]));

  expect(rebased(change, both)).toBeUndefined();
  expect(visitChangeKind.compare?.(item(change, both)).map((d) => [d.field, d.sealed])).toEqual([['narrative', true]]);
});

test('a server that does not say what changed is asked about everything', () => {
  const problem = told({ ...visit, version: 5, channel: 'video' }, since([['outcome']]));

  expect(rebased(body, problem)).toBeUndefined();
  expect(visitChangeKind.compare?.(item(body, problem)).map((d) => [d.field, d.mine])).toEqual([
    ['channel', '上门'],
    ['suggestion', '图书角开晚一点'],
  ]);
});

test('what is chosen goes out on the newer version, and what gives way goes along to be kept', () => {
  const problem = told({ ...visit, version: 4, channel: 'video' }, since([['channel']]));
  const conflict = item(body, problem);

  expect(visitChangeKind.compare?.(conflict).map((d) => d.field)).toEqual(['channel']);
  expect(visitChangeKind.merge?.(conflict, new Set(['channel']))).toEqual({ ...body, version: 4 });
  expect(visitChangeKind.merge?.(conflict, new Set())).toMatchObject({
    version: 4,
    changes: { suggestion: '图书角开晚一点' },
    set_aside: { made_from: 3, channel: 'on_site' },
  });
});

test('a second choice keeps what was given up at the first', () => {
  const first = visitChangeKind.merge?.(
    item(body, told({ ...visit, version: 4, channel: 'video' }, since([['channel']]))),
    new Set(),
  ) as VisitChange;
  const again = told({ ...visit, version: 5, channel: 'video', suggestion: '别的' }, [
    { version: 5, fields: ['suggestion'], gesture: null },
  ]);

  expect(rebased(first, again)).toBeUndefined();
  expect(visitChangeKind.merge?.(item(first, again), new Set())).toMatchObject({
    changes: {},
    set_aside: { made_from: 3, channel: 'on_site', suggestion: '图书角开晚一点' },
  });
});

test('an edit begins with what still waits on this device, and remembers that it knows it', () => {
  const waiting = { id: 'k0', state: 'queued', body: { ...body, version: 3 } } as unknown as OutboxItem;
  const start = beginChange(visit, [waiting]);

  expect(start.values).toMatchObject({ channel: 'on_site', suggestion: '图书角开晚一点' });
  expect(start.known).toEqual(['k0']);
  expect(changesOf(visit, { ...start.values, suggestion: '再晚一点' }, start.before)).toEqual({
    suggestion: '再晚一点',
  });
});
