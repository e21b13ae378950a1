/**
 * A phone without a screen: the client's own outbox over an IndexedDB of its own, on a line that fails as lines do.
 * Killed, it loses its memory and keeps its storage.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import type * as Change from '@/features/home-visits/change';
import type { HomeVisit } from '@/features/home-visits/schema';
import type * as Send from '@/features/home-visits/send';
import type * as Client from '@/shared/api/client';
import type { OutboxKind } from '@/shared/offline/kind';
import type * as Outbox from '@/shared/offline/outbox';

export interface World {
  address: string;
  seed: number;
  runs: number;
  report: string;
  /** Session cookies. */
  recorder: string;
  director: string;
  owner: string;
  student: string;
  staff: string[];
  purposes: string[];
  days: string[];
  /** Whether the server can take several requests at a time. */
  parallel: boolean;
}

export type Fault = 'none' | 'lost before' | 'lost after' | 'twice' | 'killed';

const CSRF = 'c'.repeat(32);
const running = new AsyncLocalStorage<Life>();
const never = () => new Promise<never>(() => {});

/** From one start of the app to its end. */
class Life {
  dead = false;
  readonly ended: Promise<void>;
  private end: () => void = () => {};
  readonly phone: Phone;
  constructor(phone: Phone) {
    this.phone = phone;
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }
  kill() {
    this.dead = true;
    this.end();
  }
}

/** What a browser would have; the rest of it is not needed here. */
export function stage({ address, recorder, parallel }: World) {
  const nothing = () => {};
  Object.assign(globalThis, {
    location: { origin: address },
    document: { cookie: `csrftoken=${CSRF}`, documentElement: { lang: 'zh-Hans' }, addEventListener: nothing },
    addEventListener: nothing,
    BroadcastChannel: undefined,
  });
  Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true });
  const real = globalThis.fetch;
  let wire: Promise<unknown> = Promise.resolve();
  const carry = (request: Request, session: string) => {
    request.headers.set('Cookie', `session=${session}; csrftoken=${CSRF}`);
    const before = parallel ? undefined : wire;
    const answer = (async () => {
      await before;
      return real(request);
    })();
    wire = answer.catch(() => {});
    return answer;
  };
  globalThis.fetch = async (input, init) => {
    const request = new Request(input as Request, init);
    const life = running.getStore();
    if (!life) throw new Error('nobody holds this phone');
    if (life.dead) return never();
    const { phone } = life;
    if (!phone.online) throw new TypeError('no line');
    const fault = request.method === 'GET' ? 'none' : phone.fault();
    if (fault === 'lost before') throw new TypeError('the line broke on the way');
    if (fault === 'twice') await (await carry(request.clone(), recorder)).arrayBuffer();
    const answer = await carry(request, recorder);
    phone.heard(request, await answer.clone().text(), answer.status);
    if (fault === 'lost after') throw new TypeError('the answer was lost');
    if (fault === 'killed') {
      life.kill();
      return never();
    }
    return answer;
  };
  return { carry };
}

export class Phone {
  online = true;
  /** The visit as this phone last saw it. */
  view: HomeVisit | undefined;
  private readonly storage = new IDBFactory();
  private life = new Life(this);
  private modules!: { outbox: typeof Outbox.outbox; send: typeof Send; change: typeof Change; client: typeof Client };

  readonly world: World;
  readonly fault: () => Fault;
  readonly heard: (request: Request, body: string, status: number) => void;

  constructor(world: World, fault: Phone['fault'], heard: Phone['heard']) {
    this.world = world;
    this.fault = fault;
    this.heard = heard;
  }

  get outbox() {
    return this.modules.outbox;
  }
  get change() {
    return this.modules.change;
  }
  get items() {
    return this.outbox.snapshot().items;
  }
  kind(name: string): OutboxKind {
    return this.outbox.kind(name) as OutboxKind;
  }

  /** The app opened: every module anew, the storage as it was left. */
  async open() {
    this.life.kill();
    this.life = new Life(this);
    const { life } = this;
    await running.run(life, async () => {
      vi.resetModules();
      globalThis.indexedDB = this.storage;
      const [{ outbox }, send, change, client] = await Promise.all([
        import('@/shared/offline/outbox'),
        import('@/features/home-visits/send'),
        import('@/features/home-visits/change'),
        import('@/shared/api/client'),
      ]);
      this.modules = { outbox, send, change, client };
      outbox.start({ 'home-visit': send.newVisitKind, 'home-visit-change': send.visitChangeKind }, async () => {
        if (life.dead) return never();
        if (!this.online) throw new TypeError('no line');
        return this.world.owner;
      });
      const wasOnline = this.online;
      this.online = false; // what is sent, and when, the script says
      await outbox.open(this.world.owner);
      await outbox.flush();
      this.online = wasOnline;
    });
  }

  /** Does something in the app. It may be killed while doing it, and is then opened anew. */
  async use<T>(work: () => Promise<T>): Promise<T | undefined> {
    const { life } = this;
    const done = await Promise.race([running.run(life, work), life.ended.then(() => undefined)]);
    if (life.dead) await this.open();
    return done;
  }

  async load(id: string) {
    const { client } = this.modules;
    this.view = await client.data(client.api.GET('/api/v1/home-visits/{id}/', { params: { path: { id } } }));
  }

  async close() {
    this.outbox.close();
    this.life.kill();
  }
}
