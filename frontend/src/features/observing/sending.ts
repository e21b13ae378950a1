import type { Draft } from './values';

/** Its name in the app's outbox; it stays for ever. */
export const OBSERVATION = 'observation';

/** A finished record: what it says, and what is to become of it. */
export interface Sending extends Pick<Draft, 'key' | 'lesson' | 'fresh' | 'id' | 'version' | 'values'> {
  /** A record that was opened again is only rewritten; it is shared already. */
  amends: boolean;
  /** Field → its name and its text, as they read when it was written: the words of the page may not be there later. */
  shown: Record<string, [label: string, text: string]>;
}

const sent = new Map<string, string>();
/** The school's record that a row of the outbox became. */
export const recordOf = (key: string) => sent.get(key);
export const remember = (key: string, record: string) => void sent.set(key, record);
