import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Sealed } from './seal';

export type OutboxState = 'queued' | 'rejected' | 'conflict';

/** An outbox row as it lies on the device: what names a child is inside `sealed`. */
export interface StoredItem {
  /** Idempotency key: made once on this device, sent with every attempt. */
  id: string;
  owner: string;
  kind: string;
  createdAt: number;
  attempts: number;
  nextAttemptAt: number;
  /** Counts how often the row was written anew; rows of older apps have none. */
  stamp?: number;
  /** An attempt began: the school may have it, whatever became of the answer. */
  tried?: boolean;
  state: OutboxState;
  sealed: Sealed;
}

/** Something kept by name: a draft being written, or the last copy of a list needed offline. */
export interface Kept {
  owner: string;
  name: string;
  sealed: Sealed;
  savedAt: number;
}

interface Schema extends DBSchema {
  keys: { key: string; value: { owner: string; key: CryptoKey } };
  outbox: { key: string; value: StoredItem; indexes: { owner: string } };
  drafts: { key: [string, string]; value: Kept };
  copies: { key: [string, string]; value: Kept };
  /** What the device knows about itself: who used it last, and whether a sign-out still has to reach the server. */
  device: { key: string; value: string };
}

let opening: Promise<IDBPDatabase<Schema>> | undefined;

/** An upgrade may add stores; it never deletes or rewrites `outbox` without carrying its rows over. */
export const db = () => {
  opening ??= openDB<Schema>('wotu', 1, {
    upgrade(d) {
      d.createObjectStore('keys', { keyPath: 'owner' });
      d.createObjectStore('outbox', { keyPath: 'id' }).createIndex('owner', 'owner');
      d.createObjectStore('drafts', { keyPath: ['owner', 'name'] });
      d.createObjectStore('copies', { keyPath: ['owner', 'name'] });
      d.createObjectStore('device');
    },
    terminated() {
      opening = undefined;
    },
  });
  return opening;
};
