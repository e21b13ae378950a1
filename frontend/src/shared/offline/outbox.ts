import { dropItem, hasItem, itemsOf, newItem, type OutboxItem, swapItem, writeItem } from './items';
import type { OutboxKind } from './kind';
import type { Verdict } from './verdict';

interface Snapshot {
  items: readonly OutboxItem[];
  /** The server no longer knows this person: nothing is sent until they sign in again. */
  paused: boolean;
}

const ATTEMPT_MS = 15_000;
const LONGEST_MS = 300_000;
const backoff = (attempts: number) => Math.min(2 ** attempts * 2_000, LONGEST_MS) * (0.75 + Math.random() / 2);

let kinds: Record<string, OutboxKind> = {};
let whoIsSignedIn: () => Promise<string | null> = async () => null;
let owner: string | undefined;
let state: Snapshot = { items: [], paused: false };
let silentRounds = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let flushing: Promise<void> | undefined;
const listeners = new Set<() => void>();
const tabs = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('outbox');

function show(next: Partial<Snapshot>) {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

async function reload(tell = true) {
  const whose = owner;
  const items = whose ? await itemsOf(whose) : [];
  if (whose !== owner) return; // signed out while the rows were being opened
  show({ items });
  if (tell) tabs?.postMessage(0);
}

/** One tab sends at a time. Without Web Locks (plain HTTP) the idempotency key keeps a double send harmless. */
const alone = (work: () => Promise<void>) =>
  navigator.locks
    ? navigator.locks.request('outbox', { ifAvailable: true }, (lock) => (lock ? work() : undefined))
    : work();

async function attempt(item: OutboxItem): Promise<'on' | 'stop'> {
  const kind = kinds[item.kind];
  if (!kind) return 'on'; // written by a newer version of the app; it waits for that version
  let verdict: Verdict;
  try {
    verdict = await kind.send(item, AbortSignal.timeout(ATTEMPT_MS));
  } catch {
    verdict = { is: 'later', stop: true }; // no answer: the key makes another attempt harmless
  }
  if (!(await hasItem(item.id))) return 'on'; // discarded while it was on the way
  switch (verdict.is) {
    case 'accepted':
      await dropItem(item.id);
      return 'on';
    case 'rejected':
    case 'conflict':
      await writeItem({ ...item, state: verdict.is, problem: verdict.problem });
      return 'on';
    case 'later': {
      const nextAttemptAt = Date.now() + (verdict.afterMs ?? backoff(item.attempts));
      await writeItem({ ...item, attempts: item.attempts + 1, nextAttemptAt });
      return verdict.stop ? 'stop' : 'on';
    }
    case 'signed-out':
      show({ paused: true });
      return 'stop';
  }
}

const ready = () => state.items.filter((i) => i.state === 'queued' && i.nextAttemptAt <= Date.now());

/** The session in the cookie may be another tab's newer one: nothing goes out under somebody else's name. */
async function maySend() {
  try {
    const who = await whoIsSignedIn();
    silentRounds = 0;
    show({ paused: who !== owner });
    return who === owner;
  } catch {
    silentRounds += 1;
    return false;
  }
}

async function drain() {
  await reload(false);
  const round = ready();
  if (round.length === 0 || !(await maySend())) return;
  for (const item of round) {
    const next = await attempt(item);
    await reload();
    if (next === 'stop') break;
  }
}

/** Also when the line is down or another tab holds the lock: someone must look again. */
function wakeLater() {
  clearTimeout(timer);
  const due = state.items.filter((i) => i.state === 'queued').map((i) => i.nextAttemptAt - Date.now());
  if (!due.length || state.paused) return;
  timer = setTimeout(flush, Math.max(silentRounds ? backoff(silentRounds) : 2_000, Math.min(...due)));
}

function flush(): Promise<void> {
  if (!owner) return Promise.resolve();
  flushing ??= Promise.resolve(alone(drain))
    .then(() => undefined)
    .finally(() => {
      flushing = undefined;
      wakeLater();
    });
  return flushing;
}

/** Resolves once the row is durable: only then may a form say "saved". */
async function put(item: OutboxItem, replacing?: string) {
  await (replacing ? swapItem(replacing, item) : writeItem(item));
  await reload();
  void flush();
  return item.id;
}

const mine = () => {
  if (!owner) throw new Error('nobody is signed in');
  return owner;
};

async function change(id: string, next: (item: OutboxItem) => OutboxItem) {
  const item = state.items.find((i) => i.id === id);
  if (item) await writeItem(next(item));
  await reload();
  return flush();
}

export const outbox = {
  add: async (kind: string, label: string, body: unknown) => put(newItem(mine(), kind, label, body)),
  /** What was refused, written anew: another key, because the old one stands for the old words. */
  replace: async (id: string, kind: string, label: string, body: unknown) =>
    put(newItem(mine(), kind, label, body), id),
  retry: (id: string) =>
    change(id, ({ problem: _, ...item }) => ({ ...item, state: 'queued', attempts: 0, nextAttemptAt: 0 })),
  async remove(id: string) {
    await dropItem(id);
    await reload();
  },
  /** "Send now": the waiting times are forgotten. */
  async flushNow() {
    for (const item of state.items)
      if (item.state === 'queued' && item.nextAttemptAt) await writeItem({ ...item, nextAttemptAt: 0 });
    return flush();
  },
  flush,
  /** Waits a moment for the answer to one row; `queued` when none has come. */
  async settled(id: string, patience = 5_000): Promise<'sent' | OutboxItem> {
    // Twice: the round under way may have started before this row was there.
    await Promise.race([flush().then(flush), new Promise((resolve) => setTimeout(resolve, patience))]);
    return state.items.find((i) => i.id === id) ?? 'sent';
  },
  /** For a device that cannot seal: the record is sent at once or stays on the page. Nothing is stored. */
  async direct(id: string, kind: string, body: unknown): Promise<Verdict> {
    const item = { ...newItem(mine(), kind, '', body), id };
    try {
      return (await kinds[kind]?.send(item, AbortSignal.timeout(ATTEMPT_MS))) ?? { is: 'later', stop: true };
    } catch {
      return { is: 'later', stop: true };
    }
  },
  find: (id: string) => state.items.find((i) => i.id === id),
  kind: (name: string) => kinds[name],
  snapshot: () => state,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  /** Opens one person's rows. Called whenever it is known who is here. */
  async open(who: string) {
    if (who === owner && !state.paused) return;
    owner = who;
    show({ paused: false });
    await reload(false);
    void flush();
  },
  close() {
    owner = undefined;
    clearTimeout(timer);
    show({ items: [], paused: false });
  },
  start(known: Record<string, OutboxKind>, who: () => Promise<string | null>) {
    kinds = known;
    whoIsSignedIn = who;
    tabs?.addEventListener('message', () => void reload(false));
    addEventListener('online', () => void flush());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void flush());
    void navigator.storage?.persist?.();
  },
};
