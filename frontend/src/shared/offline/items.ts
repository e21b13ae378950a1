import { db, type OutboxState, type StoredItem } from './db';
import { didNotOpen, seal, unseal } from './seal';
import { uuid } from './uuid';
import type { ItemProblem } from './verdict';

/** What names a child, and therefore lies sealed on the device. */
interface Content {
  label: string;
  body: unknown;
  problem?: ItemProblem;
}

/** An outbox row, opened. `unreadable`: sealed by a key this device has lost. */
export interface OutboxItem extends Content {
  id: string;
  owner: string;
  kind: string;
  createdAt: number;
  attempts: number;
  nextAttemptAt: number;
  stamp: number;
  tried?: boolean;
  state: OutboxState | 'unreadable';
}

const place = (id: string) => `outbox/${id}`;

let latest = 0;

/** Two gestures of one millisecond still have an order. */
function later() {
  latest = Math.max(Date.now(), latest + 1);
  return latest;
}

export const newItem = (owner: string, kind: string, label: string, body: unknown): OutboxItem => ({
  id: uuid(),
  owner,
  kind,
  label,
  body,
  createdAt: later(),
  attempts: 0,
  nextAttemptAt: 0,
  stamp: 0,
  state: 'queued',
});

async function sealed({ label, body, problem, state, ...row }: OutboxItem): Promise<StoredItem> {
  const content: Content = problem ? { label, body, problem } : { label, body };
  return {
    ...row,
    state: state === 'unreadable' ? 'rejected' : state,
    sealed: await seal(row.owner, place(row.id), content),
  };
}

async function opened({ sealed: closed, stamp = 0, ...row }: StoredItem): Promise<OutboxItem> {
  try {
    return { ...row, stamp, ...((await unseal(row.owner, place(row.id), closed)) as Content) };
  } catch (error) {
    if (didNotOpen(error)) return { ...row, stamp, label: '', body: null, state: 'unreadable' };
    throw error;
  }
}

/** Durable when it resolves. Sealing first: an IndexedDB transaction does not wait for WebCrypto. */
export async function writeItem(item: OutboxItem) {
  const row = await sealed(item);
  await (await db()).put('outbox', row);
}

/** Whether the row is still the one that was read: not written anew, not withdrawn. */
const unchanged = (there: StoredItem | undefined, item: OutboxItem) => there && (there.stamp ?? 0) === item.stamp;

/** Writes `next` over the row as it was read. Nothing when somebody was faster: theirs is the newer text. */
export async function rewriteItem(item: OutboxItem, next: OutboxItem): Promise<OutboxItem | undefined> {
  const written = { ...next, stamp: item.stamp + 1 };
  const row = await sealed(written);
  const tx = (await db()).transaction('outbox', 'readwrite');
  const same = unchanged(await tx.store.get(item.id), item);
  if (same) await tx.store.put(row);
  await tx.done;
  return same ? written : undefined;
}

/** Notes that an attempt begins. False when its author was faster: withdrawn, or written anew. */
export async function markTried(item: OutboxItem): Promise<boolean> {
  const tx = (await db()).transaction('outbox', 'readwrite');
  const there = await tx.store.get(item.id);
  const same = unchanged(there, item);
  if (there && same) await tx.store.put({ ...there, tried: true });
  await tx.done;
  return Boolean(same);
}

/** The school has it: the row goes, unless it was written anew while it was on the way. */
export async function settleItem(item: OutboxItem) {
  const tx = (await db()).transaction('outbox', 'readwrite');
  if (unchanged(await tx.store.get(item.id), item)) await tx.store.delete(item.id);
  await tx.done;
}

/** One owner's rows, oldest first. Nobody else's are even opened. */
export async function itemsOf(owner: string): Promise<OutboxItem[]> {
  const rows = await (await db()).getAllFromIndex('outbox', 'owner', owner);
  return Promise.all(rows.sort((a, b) => a.createdAt - b.createdAt).map(opened));
}

export async function dropItem(id: string) {
  await (await db()).delete('outbox', id);
}
