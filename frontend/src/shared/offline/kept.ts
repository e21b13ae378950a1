import { db } from './db';
import { canSeal, didNotOpen, seal, unseal } from './seal';

type Store = 'drafts' | 'copies';

/** Sealing takes a moment: who reads or forgets meanwhile waits for what is on its way. */
let underway: Promise<unknown> = Promise.resolve();
const settled = () => underway.catch(() => undefined);

/** Writes one sealed value under its owner. */
export function keep(store: Store, owner: string, name: string, value: unknown) {
  const written = settled().then(async () => {
    const sealed = await seal(owner, `${store}/${name}`, value);
    await (await db()).put(store, { owner, name, sealed, savedAt: Date.now() });
  });
  underway = written;
  return written;
}

/** The value and when it was kept; nothing when there is none or it does not open for this owner. */
export async function kept(store: Store, owner: string, name: string) {
  if (!canSeal()) return;
  await settled();
  const row = await (await db()).get(store, [owner, name]);
  if (!row) return;
  try {
    return { value: await unseal(owner, `${store}/${name}`, row.sealed), savedAt: row.savedAt };
  } catch (error) {
    if (didNotOpen(error)) return; // sealed by a key this device no longer has
    throw error;
  }
}

/** What is kept of one owner under names that begin so. */
export async function keptNames(store: Store, owner: string, prefix: string): Promise<string[]> {
  if (!canSeal()) return [];
  await settled();
  const range = IDBKeyRange.bound([owner, prefix], [owner, `${prefix}\uffff`]);
  return (await (await db()).getAllKeys(store, range)).map(([, name]) => name);
}

export async function forget(store: Store, owner: string, name: string) {
  await settled();
  await (await db()).delete(store, [owner, name]);
}

/** Sign-out: server data leaves the device; what the person wrote stays, sealed. */
export async function wipeCopies() {
  await settled();
  await (await db()).clear('copies');
}

/** Facts about the device itself. No child and no name is among them. */
export const device = {
  get: async (fact: 'last-owner' | 'sign-out-owed') => (await db()).get('device', fact),
  set: async (fact: 'last-owner' | 'sign-out-owed', value: string) => (await db()).put('device', value, fact),
  unset: async (fact: 'last-owner' | 'sign-out-owed') => (await db()).delete('device', fact),
};
