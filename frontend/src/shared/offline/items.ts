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
  state: OutboxState | 'unreadable';
}

const place = (id: string) => `outbox/${id}`;

export const newItem = (owner: string, kind: string, label: string, body: unknown): OutboxItem => ({
  id: uuid(),
  owner,
  kind,
  label,
  body,
  createdAt: Date.now(),
  attempts: 0,
  nextAttemptAt: 0,
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

async function opened({ sealed: closed, ...row }: StoredItem): Promise<OutboxItem> {
  try {
    return { ...row, ...((await unseal(row.owner, place(row.id), closed)) as Content) };
  } catch (error) {
    if (didNotOpen(error)) return { ...row, label: '', body: null, state: 'unreadable' };
    throw error;
  }
}

/** Durable when it resolves. Sealing first: an IndexedDB transaction does not wait for WebCrypto. */
export async function writeItem(item: OutboxItem) {
  const row = await sealed(item);
  await (await db()).put('outbox', row);
}

/** One transaction: there is never a moment with both rows, or neither. */
export async function swapItem(id: string, item: OutboxItem) {
  const row = await sealed(item);
  const tx = (await db()).transaction('outbox', 'readwrite');
  await Promise.all([tx.store.delete(id), tx.store.put(row), tx.done]);
}

/** One owner's rows, oldest first. Nobody else's are even opened. */
export async function itemsOf(owner: string): Promise<OutboxItem[]> {
  const rows = await (await db()).getAllFromIndex('outbox', 'owner', owner);
  return Promise.all(rows.sort((a, b) => a.createdAt - b.createdAt).map(opened));
}

export async function hasItem(id: string) {
  return (await (await db()).getKey('outbox', id)) !== undefined;
}

export async function dropItem(id: string) {
  await (await db()).delete('outbox', id);
}
