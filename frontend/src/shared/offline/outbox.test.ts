import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OutboxItem } from './items';
import type { OutboxKind } from './kind';
import type { Verdict } from './verdict';

const owner = 'user-qu';
let sent: OutboxItem[] = [];
let answer: (item: OutboxItem) => Promise<Verdict> = async () => ({ is: 'accepted' });
let who: string | null = owner;

/** The page opened anew: memory is gone, the device is not. */
async function reopen() {
  vi.resetModules();
  const { outbox } = await import('./outbox');
  const send = (item: OutboxItem) => {
    sent.push(item);
    return answer(item);
  };
  const change: OutboxKind = {
    send,
    edit: () => '/',
    lane: (item) => (item.body as { lane: string }).lane,
    rebase(item) {
      const { version, ...body } = item.body as { version?: number };
      return version === undefined ? undefined : { ...body, version: version + 1 };
    },
  };
  outbox.start({ visit: { send, edit: () => '/' }, change }, async () => who);
  await outbox.open(owner);
  return outbox;
}

beforeEach(() => {
  sent = [];
  who = owner;
  answer = async () => ({ is: 'accepted' });
});
afterEach(async () => {
  const { db } = await import('./db');
  await (await db()).clear('outbox');
});

test('killed after the server stored it, reopened, sent again: the key is the same', async () => {
  answer = async () => {
    throw new TypeError('the line broke after the server had stored it');
  };
  const first = await reopen();
  const id = await first.add('visit', '家访 · 于沐宸', { student: 's1' });
  await first.flush();
  expect(first.snapshot().items).toHaveLength(1);
  first.close();

  answer = async () => ({ is: 'accepted' });
  const second = await reopen();
  expect(second.snapshot().items.map((i) => i.label)).toEqual(['家访 · 于沐宸']);
  await second.flushNow();

  expect(sent.map((i) => i.id)).toEqual([id, id]);
  expect(second.snapshot().items).toEqual([]);
  second.close();
});

test('a rejected record keeps its words and does not hold up the next', async () => {
  answer = async (item) =>
    item.label === 'bad'
      ? { is: 'rejected', problem: { detail: '日期不在家访时段内', code: 'out_of_term', fields: {} } }
      : { is: 'accepted' };
  const outbox = await reopen();
  who = null; // nobody signed in: both wait
  await outbox.add('visit', 'bad', {});
  await outbox.add('visit', 'good', {});
  await outbox.flush();
  who = owner;
  await outbox.flushNow();

  const { items } = outbox.snapshot();
  expect(items.map((i) => [i.label, i.state, i.problem?.detail])).toEqual([['bad', 'rejected', '日期不在家访时段内']]);
  outbox.close();
});

test('nothing goes out in another person’s session', async () => {
  who = 'user-jiang';
  const outbox = await reopen();
  await outbox.add('visit', '家访', {});
  await outbox.flush();

  expect(sent).toEqual([]);
  expect(outbox.snapshot()).toMatchObject({ paused: true, items: [{ state: 'queued' }] });
  outbox.close();
});

test('401 pauses everything and loses nothing', async () => {
  answer = async () => ({ is: 'signed-out' });
  const outbox = await reopen();
  await outbox.add('visit', 'one', {});
  await outbox.add('visit', 'two', {});
  await outbox.flush();

  expect(outbox.snapshot().paused).toBe(true);
  expect(outbox.snapshot().items.map((i) => i.state)).toEqual(['queued', 'queued']);

  answer = async () => ({ is: 'accepted' });
  await outbox.open(owner); // signed in again
  await outbox.flushNow();
  expect(outbox.snapshot()).toEqual({ paused: false, items: [] });
  outbox.close();
});

test('“later” waits, longer each time', async () => {
  answer = async () => ({ is: 'later', stop: true });
  const outbox = await reopen();
  await outbox.add('visit', 'one', {});
  await outbox.flush();

  const [item] = outbox.snapshot().items;
  expect(item).toMatchObject({ state: 'queued', attempts: 1 });
  expect(item?.nextAttemptAt).toBeGreaterThan(Date.now());
  outbox.close();
});

test('written anew after a refusal it is one row, under the same key', async () => {
  answer = async () => ({ is: 'rejected', problem: { detail: 'x', code: 'x', fields: {} } });
  const outbox = await reopen();
  const id = await outbox.add('visit', 'one', { integrity: false });
  await outbox.flush();
  answer = async () => ({ is: 'later', stop: true });
  const again = await outbox.rewrite(id, 'visit', 'one', { integrity: true });
  await outbox.flush();

  expect(again).toBe(id);
  expect(outbox.snapshot().items.map((i) => [i.id, i.body])).toEqual([[id, { integrity: true }]]);
  outbox.close();
});

test('what its author has opened is not sent before it is written anew or left alone', async () => {
  who = null;
  const outbox = await reopen();
  const first = await outbox.add('visit', 'opened', { said: 'before' });
  const second = await outbox.add('visit', 'left alone', {});
  who = owner;
  outbox.hold(first);
  const leave = outbox.hold(second);
  await outbox.flushNow();
  expect(sent).toEqual([]);

  leave();
  await outbox.flushNow();
  expect(sent.map((i) => i.id)).toEqual([second]);

  await outbox.rewrite(first, 'visit', 'opened', { said: 'after' });
  await outbox.flushNow();
  expect(sent.map((i) => [i.id, i.body])).toContainEqual([first, { said: 'after' }]);
  expect(outbox.snapshot().items).toEqual([]);
  outbox.close();
});

test('in its lane nothing passes what waits or waits for its author', async () => {
  answer = async (item) =>
    item.label === 'first'
      ? { is: 'conflict', problem: { detail: '', code: 'stale', fields: {} } }
      : { is: 'accepted' };
  const outbox = await reopen();
  who = null;
  const first = await outbox.add('change', 'first', { lane: 'v1' });
  await outbox.add('change', 'second', { lane: 'v1' });
  await outbox.add('change', 'other', { lane: 'v2' });
  await outbox.flush();
  who = owner;
  await outbox.flushNow();
  expect(sent.map((i) => i.label)).toEqual(['first', 'other']);

  answer = async () => ({ is: 'accepted' });
  await outbox.decide(first, { lane: 'v1', chosen: true });
  await outbox.flushNow();
  expect(sent.map((i) => i.label)).toEqual(['first', 'other', 'first', 'second']);
  expect(sent[2]?.id).toBe(first);
  outbox.close();
});

test('what was written anew while it was on the way is not dropped with the old answer', async () => {
  let arrive: (verdict: Verdict) => void = () => {};
  answer = () =>
    new Promise((resolve) => {
      arrive = resolve;
    });
  const outbox = await reopen();
  const id = await outbox.add('visit', 'one', { text: 'old' });
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  await outbox.rewrite(id, 'visit', 'one', { text: 'new' });
  answer = async () => ({ is: 'later', stop: true });
  arrive({ is: 'accepted' });
  await outbox.flush();

  expect(outbox.snapshot().items.map((i) => i.body)).toEqual([{ text: 'new' }]);
  outbox.close();
});

test('a change is brought to the newer version and sent again under its key', async () => {
  answer = async (item) =>
    (item.body as { version: number }).version < 3
      ? { is: 'conflict', problem: { detail: '', code: 'stale', fields: {} } }
      : { is: 'accepted' };
  const outbox = await reopen();
  const id = await outbox.add('change', 'one', { lane: 'v1', version: 1 });
  await outbox.flush();

  expect(sent.map((i) => [i.id, (i.body as { version: number }).version])).toEqual([
    [id, 1],
    [id, 2],
    [id, 3],
  ]);
  expect(outbox.snapshot().items).toEqual([]);
  outbox.close();
});

test('a device that cannot seal refuses rather than storing in clear', async () => {
  const outbox = await reopen();
  const subtle = vi.spyOn(crypto, 'subtle', 'get').mockReturnValue(undefined as unknown as SubtleCrypto);

  await expect(outbox.add('visit', '家访', {})).rejects.toMatchObject({ name: 'CannotSeal' });

  subtle.mockRestore();
  outbox.close();
});
