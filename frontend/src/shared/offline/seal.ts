import { db } from './db';

/** AES-GCM output. Only the owner's key opens it, and only for the place it was sealed for. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

/** Plain http on a school LAN has no WebCrypto: nothing about a child is then kept on the device. */
export const canSeal = () => globalThis.crypto?.subtle !== undefined;

export class CannotSeal extends Error {
  override name = 'CannotSeal';
}

const bytes = (text: string) => new TextEncoder().encode(text);

/** Non-extractable: script can use the key, nobody can read it out or carry it to another device. */
async function keyOf(owner: string): Promise<CryptoKey> {
  if (!canSeal()) throw new CannotSeal();
  const store = await db();
  const known = await store.get('keys', owner);
  if (known) return known.key;
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const tx = store.transaction('keys', 'readwrite');
  const other = await tx.store.get(owner); // another tab may have been first: one key per owner
  if (!other) await tx.store.put({ owner, key });
  await tx.done;
  return other?.key ?? key;
}

/** `place` is authenticated: a sealed draft moved into another row, or another owner's, does not open. */
const params = (iv: Uint8Array<ArrayBuffer>, owner: string, place: string) => ({
  name: 'AES-GCM',
  iv,
  additionalData: bytes(`${owner}/${place}`),
});

export async function seal(owner: string, place: string, value: unknown): Promise<Sealed> {
  const key = await keyOf(owner);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt(params(iv, owner, place), key, bytes(JSON.stringify(value))) };
}

export async function unseal(owner: string, place: string, { iv, data }: Sealed): Promise<unknown> {
  const opened = await crypto.subtle.decrypt(params(iv, owner, place), await keyOf(owner), data);
  return JSON.parse(new TextDecoder().decode(opened));
}

/** WebCrypto's one answer to a wrong key, a moved row and a damaged one. */
export const didNotOpen = (error: unknown) => error instanceof Error && error.name === 'OperationError';
