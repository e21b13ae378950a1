import * as v from 'valibot';
import { forget, keep, kept, keptNames } from '@/shared/offline/kept';
import { canSeal } from '@/shared/offline/seal';
import { beginRecord, writeRecord } from './send';
import { chosen, type Draft, disputed, draftSchema, fromRecord, isBlank, type ObservationRecord, same } from './values';

/** On the device within a second, at the school within four: both well under the five that may be lost. */
const KEEP_MS = 800;
const PUSH_MS = 4_000;
const AGAIN_MS = 15_000;
const PATIENCE_MS = 8_000;

type Place = Pick<Draft, 'lesson' | 'fresh'>;
const PREFIX = 'observation/';
/** One draft a lesson; of lessons that stand in no plan one of each sort. */
export const draftName = ({ lesson, fresh }: Place) =>
  `${PREFIX}${lesson || (fresh?.is_out ? 'elsewhere' : 'drop-in')}`;

/** The last words of a page that is left: whoever opens it again at once waits for them. */
let sealing: Promise<unknown> = Promise.resolve();

/** A draft that an older app wrote otherwise is left alone. */
export async function keptDraft(owner: string, place: Place) {
  await sealing;
  const found = await kept('drafts', owner, draftName(place));
  const read = v.safeParse(draftSchema, found?.value);
  return found && read.success ? { draft: read.output, savedAt: found.savedAt } : undefined;
}

/** Every record that lies begun on this device. */
export async function keptDrafts(owner: string) {
  const names = await keptNames('drafts', owner, PREFIX);
  const found = await Promise.all(names.map((name) => kept('drafts', owner, name)));
  return found.flatMap((one) => {
    const read = v.safeParse(draftSchema, one?.value);
    return one && read.success ? [{ draft: read.output, savedAt: one.savedAt }] : [];
  });
}

export interface Saving {
  draft: Draft;
  /** When it was last sealed on this device. */
  keptAt?: number;
  /** The school refuses it: why. */
  refused?: string;
  /** The author wrote in it on another device. */
  conflict?: ObservationRecord;
}

/**
 * Keeps a draft while it is written: sealed on the device, and at the school while there is a line, under its version.
 * `shares`: the record is read by its host already, so that half a sentence must not go there by itself.
 */
export function autosave(owner: string, begin: Draft, shares: boolean) {
  let state: Saving = { draft: begin };
  let over = false;
  let keeping: ReturnType<typeof setTimeout> | undefined;
  let pushing: ReturnType<typeof setTimeout> | undefined;
  let flight: Promise<void> | undefined;
  const listeners = new Set<() => void>();

  const show = (next: Partial<Saving>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };

  function forgive() {
    const { refused: _, ...rest } = state;
    state = rest;
  }

  async function seal() {
    clearTimeout(keeping);
    keeping = undefined;
    if (over || !canSeal()) return;
    const written = keep('drafts', owner, draftName(state.draft), state.draft);
    sealing = written.catch(() => undefined);
    await written;
    show({ keptAt: Date.now() });
  }

  /** What the school answered belongs to the draft, whatever was typed meanwhile. */
  async function learn(record: ObservationRecord, sent: Draft['values']) {
    const synced = state.draft.values === sent;
    show({ draft: { ...state.draft, id: record.id, version: record.version, synced } });
    await seal();
  }

  async function push() {
    clearTimeout(pushing);
    pushing = undefined;
    const { key, lesson, values, synced, id } = state.draft;
    if (over || shares || !lesson || synced || state.conflict) return;
    try {
      if (!id) {
        const begun = await beginRecord(key, lesson, AbortSignal.timeout(PATIENCE_MS));
        if ('verdict' in begun) return trouble(begun.verdict);
        const there = fromRecord(begun.found);
        if (!isBlank(there) && !same(there, values)) return meet(begun.found);
        await learn(begun.found, there);
      }
      await write(values);
    } catch {
      soon(AGAIN_MS); // no line; the device has it
    }
  }

  async function write(values: Draft['values'], asked = false) {
    const { id = '', version = 0 } = state.draft;
    const written = await writeRecord(id, version, values, AbortSignal.timeout(PATIENCE_MS));
    if ('found' in written) {
      forgive();
      return learn(written.found, values);
    }
    const { verdict } = written;
    if (verdict.is !== 'conflict') return trouble(verdict);
    const current = verdict.problem.current as ObservationRecord;
    // The answer to an earlier attempt was lost: what the school has is what was sent then.
    if (!asked && mine(current)) {
      await learn(current, fromRecord(current));
      return write(values, true);
    }
    meet(current);
  }

  /** Where only notes differ nobody is asked; otherwise the author chooses. */
  function meet(record: ObservationRecord) {
    const { values } = state.draft;
    const there = fromRecord(record);
    if (disputed(values, there).length > 0) return show({ conflict: record });
    decide(record, chosen(values, there, new Set(), String));
  }

  function decide(record: ObservationRecord, values: Draft['values']) {
    const { conflict: _, ...rest } = state;
    state = rest;
    show({ draft: { ...state.draft, id: record.id, version: record.version, values, synced: false } });
    void seal().then(() => soon(0));
  }

  /** The texts that were sent and not answered. */
  const attempts: Draft['values'][] = [];
  const mine = (record: ObservationRecord) => attempts.some((values) => same(values, fromRecord(record)));

  function trouble(verdict: { is: string; problem?: { detail: string } }) {
    if (verdict.is === 'rejected') return show({ refused: verdict.problem?.detail ?? '' });
    soon(AGAIN_MS);
  }

  function soon(ms: number) {
    if (over || shares || !state.draft.lesson || state.conflict) return;
    pushing ??= setTimeout(send, ms);
  }

  /** One at a time. */
  function send(): Promise<void> {
    flight ??= (async () => {
      attempts.push(state.draft.values);
      if (attempts.length > 3) attempts.shift();
      await push();
    })().finally(() => {
      flight = undefined;
      if (!state.draft.synced && !state.refused) soon(PUSH_MS);
    });
    return flight;
  }

  const hide = () => document.visibilityState === 'hidden' && void seal();
  const online = () => void send();

  return {
    snapshot: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** The page shows it: from now on until what is returned is called. */
    watch() {
      over = false;
      document.addEventListener('visibilitychange', hide);
      addEventListener('pagehide', seal);
      addEventListener('online', online);
      if (!state.draft.synced) soon(PUSH_MS);
      return () => {
        void seal();
        clearTimeout(pushing);
        pushing = undefined;
        over = true;
        document.removeEventListener('visibilitychange', hide);
        removeEventListener('pagehide', seal);
        removeEventListener('online', online);
      };
    },
    change(next: Partial<Pick<Draft, 'values' | 'typing' | 'fresh'>>) {
      const synced = next.values ? false : state.draft.synced;
      show({ draft: { ...state.draft, ...next, synced } });
      keeping ??= setTimeout(() => void seal(), KEEP_MS);
      if (!synced) soon(PUSH_MS);
    },
    /** The school's record differs from what lay on the device. */
    meet,
    /** Whose words stand is chosen; they go on from the school's version. */
    decide,
    /** Before it is shared: the school has every word, if there is a line. False when it has not. */
    async settle() {
      await flight;
      await send();
      return state.draft.synced;
    },
    /** It is about to go another way: nothing is on its way any more, and nothing starts. */
    async stop() {
      over = true;
      clearTimeout(keeping);
      clearTimeout(pushing);
      keeping = undefined;
      pushing = undefined;
      await flight;
    },
    resume() {
      over = false;
    },
    /** It lies in the outbox, or is thrown away: nothing brings the draft back. */
    forget: () => forget('drafts', owner, draftName(state.draft)),
  };
}
export type Autosave = ReturnType<typeof autosave>;
