import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OutboxItem } from './items';
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
  outbox.start({ visit: { send, edit: () => '/' } }, async () => who);
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

test('written anew after a refusal it is one row, under another key', async () => {
  answer = async () => ({ is: 'rejected', problem: { detail: 'x', code: 'x', fields: {} } });
  const outbox = await reopen();
  const id = await outbox.add('visit', 'one', { integrity: false });
  await outbox.flush();
  answer = async () => ({ is: 'later', stop: true });
  const again = await outbox.replace(id, 'visit', 'one', { integrity: true });
  await outbox.flush();

  expect(again).not.toBe(id);
  expect(outbox.snapshot().items.map((i) => [i.id, i.body])).toEqual([[again, { integrity: true }]]);
  outbox.close();
});

test('a device that cannot seal refuses rather than storing in clear', async () => {
  const outbox = await reopen();
  const subtle = vi.spyOn(crypto, 'subtle', 'get').mockReturnValue(undefined as unknown as SubtleCrypto);

  await expect(outbox.add('visit', '家访', {})).rejects.toMatchObject({ name: 'CannotSeal' });

  subtle.mockRestore();
  outbox.close();
});
