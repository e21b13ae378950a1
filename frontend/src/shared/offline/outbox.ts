import { dropItem, itemsOf, markTried, newItem, type OutboxItem, rewriteItem, settleItem, writeItem } from './items';
import type { OutboxKind } from './kind';
import type { Verdict } from './verdict';

interface Snapshot {
  items: readonly OutboxItem[];
  /** The server no longer knows this person: nothing is sent until they sign in again. */
  paused: boolean;
}

const ATTEMPT_MS = 15_000;
const LONGEST_MS = 300_000;
/** So often a change is brought to a newer version in one round before it waits for the next. */
const TURNS = 5;
const backoff = (attempts: number) => Math.min(2 ** attempts * 2_000, LONGEST_MS) * (0.75 + Math.random() / 2);

let kinds: Record<string, OutboxKind> = {};
let whoIsSignedIn: () => Promise<string | null> = async () => null;
let owner: string | undefined;
let state: Snapshot = { items: [], paused: false };
/** Open in a form of this page: not sent while their author writes. A page that is closed holds nothing. */
const held = new Set<string>();
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

async function answerTo(kind: OutboxKind, item: OutboxItem): Promise<Verdict> {
  try {
    return await kind.send(item, AbortSignal.timeout(ATTEMPT_MS));
  } catch {
    return { is: 'later', stop: true }; // no answer: the key makes another attempt harmless
  }
}

/** Every write below gives way to a row that its author wrote anew, or withdrew, while this one was on the way. */
async function attempt(waiting: OutboxItem): Promise<'on' | 'stop'> {
  const kind = kinds[waiting.kind];
  if (!kind) return 'on'; // written by a newer version of the app; it waits for that version
  if (!(await markTried(waiting))) return 'on';
  let item: OutboxItem = { ...waiting, tried: true };
  let verdict = await answerTo(kind, item);
  for (let turn = 0; verdict.is === 'conflict'; turn += 1) {
    const body = kind.rebase?.(item, verdict.problem);
    if (!body) break;
    const brought = await rewriteItem(item, { ...item, body });
    if (!brought) return 'on';
    item = brought;
    verdict = turn < TURNS ? await answerTo(kind, item) : { is: 'later', stop: false };
  }
  switch (verdict.is) {
    case 'accepted':
      await settleItem(item);
      return 'on';
    case 'rejected':
    case 'conflict':
      await rewriteItem(item, { ...item, tried: false, state: verdict.is, problem: verdict.problem });
      return 'on';
    case 'later': {
      const nextAttemptAt = Date.now() + (verdict.afterMs ?? backoff(item.attempts));
      await rewriteItem(item, { ...item, attempts: item.attempts + 1, nextAttemptAt });
      return verdict.stop ? 'stop' : 'on';
    }
    case 'signed-out':
      show({ paused: true });
      return 'stop';
  }
}

/** What may go out. In its lane nothing passes what was written before it and still waits, or waits for its author. */
function sendable() {
  const taken = new Set<string>();
  return state.items.filter((item) => {
    if (item.state !== 'queued' && item.state !== 'conflict') return false;
    const lane = kinds[item.kind]?.lane?.(item);
    const free = lane === undefined || !taken.has(lane);
    if (lane !== undefined) taken.add(lane);
    return free && item.state === 'queued' && !held.has(item.id);
  });
}

const ready = () => sendable().filter((i) => i.nextAttemptAt <= Date.now());

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
  if (ready().length === 0 || !(await maySend())) return;
  const tried = new Set<string>();
  const next = () => ready().find((i) => !tried.has(`${i.id}/${i.stamp}`));
  for (let item = next(); item; item = next()) {
    tried.add(`${item.id}/${item.stamp}`);
    const step = await attempt(item);
    await reload();
    if (step === 'stop') break;
  }
}

/** Also when the line is down or another tab holds the lock: someone must look again. */
function wakeLater() {
  clearTimeout(timer);
  const due = sendable().map((i) => i.nextAttemptAt - Date.now());
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

/** While nothing is on its way, in this tab or another. */
async function undisturbed<T>(work: () => Promise<T>): Promise<T> {
  while (flushing) await flushing;
  const done = navigator.locks ? navigator.locks.request('outbox', work) : work();
  flushing = done
    .then(
      () => undefined,
      () => undefined,
    )
    .finally(() => {
      flushing = undefined;
    });
  try {
    return await done;
  } finally {
    void flushing?.then(flush);
  }
}

/** Resolves once the row is durable: only then may a form say "saved". */
async function put(item: OutboxItem) {
  await writeItem(item);
  await reload();
  void flush();
  return item.id;
}

const mine = () => {
  if (!owner) throw new Error('nobody is signed in');
  return owner;
};

/** A row its author decided about waits again. False when it is gone: it was sent or withdrawn meanwhile. */
async function again(id: string, next: Partial<OutboxItem> = {}) {
  const item = state.items.find((i) => i.id === id);
  if (!item) return false;
  const { problem: _, ...words } = item;
  const written = await rewriteItem(item, { ...words, ...next, state: 'queued', attempts: 0, nextAttemptAt: 0 });
  await reload();
  void flush();
  return written !== undefined;
}

export const outbox = {
  add: async (kind: string, label: string, body: unknown) => put(newItem(mine(), kind, label, body)),
  /**
   * Written anew under its old key. A refusal left the key free; and should an earlier attempt have reached the school
   * after all, the key makes that known instead of making a second row.
   */
  async rewrite(id: string, kind: string, label: string, body: unknown) {
    held.delete(id);
    const text = { ...newItem(mine(), kind, label, body), id };
    for (;;) {
      const item = (await itemsOf(mine())).find((i) => i.id === id);
      if (!item) return put(text);
      const { createdAt, tried = false } = item;
      if (await rewriteItem(item, { ...text, createdAt, tried })) break;
    }
    await reload();
    void flush();
    return id;
  },
  /** Its author opens it again. What is returned lets it go. */
  hold(id: string) {
    held.add(id);
    return () => {
      held.delete(id);
      void flush();
    };
  },
  /** What its author chose in a conflict goes out in place of what was first written. */
  decide: (id: string, body: unknown) => again(id, { body }),
  retry: (id: string) => again(id),
  async remove(id: string) {
    await dropItem(id);
    await reload();
  },
  /**
   * Takes a row back before it leaves. `unsure`: an attempt began and had no answer, the row stays; `sent`: the school
   * has it.
   */
  withdraw: (id: string) =>
    undisturbed(async (): Promise<'withdrawn' | 'unsure' | 'sent'> => {
      const item = (await itemsOf(mine())).find((i) => i.id === id);
      if (!item) return 'sent';
      if (item.tried) return 'unsure';
      await dropItem(id);
      await reload();
      return 'withdrawn';
    }),
  /** "Send now": the waiting times are forgotten. */
  async flushNow() {
    for (const item of state.items)
      if (item.state === 'queued' && item.nextAttemptAt) await rewriteItem(item, { ...item, nextAttemptAt: 0 });
    await reload();
    await flushing; // the round under way may have looked before
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
