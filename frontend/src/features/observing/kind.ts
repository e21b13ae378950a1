import type { OutboxItem } from '@/shared/offline/items';
import type { OutboxKind } from '@/shared/offline/kind';
import type { Sending } from './sending';

let whole: typeof import('./send') | undefined;

/** What sends and compares is seldom needed and lies apart; the page of the outbox brings it along. */
export async function loadSending() {
  whole ??= await import('./send');
  return whole;
}

const body = (item: OutboxItem) => item.body as Sending;

export const observationKind: OutboxKind = {
  send: async (item, signal) => (await loadSending()).send(item, signal),
  edit: (item) => `/observe?again=${item.id}`,
  subject: (item) => body(item).lesson,
  lane: (item) => body(item).key,
  words: (item) => Object.values(body(item).shown).filter(([, text]) => text),
  rebase: (item, problem) => whole?.rebased(item, problem),
  compare: (item) => whole?.differences(item) ?? [],
  merge: (item, mine) => whole?.merged(item, mine),
};
