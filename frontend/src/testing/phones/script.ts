/** One run: a visit, two or three phones of its recorder, and what people and lines do to them. */
import type { VisitChange } from '@/features/home-visits/change';
import type { Values } from '@/features/home-visits/schema';
import type { OutboxItem } from '@/shared/offline/items';
import { type Fault, Phone, type World } from './phone';

const KIND = 'home-visit-change';
export type Draw = () => number;

/** A small generator of numbers that is the same everywhere (mulberry32). */
export function draws(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Typed {
  key: string;
  changes: VisitChange['changes'];
  /** The version that was on the screen, and the own changes that were laid over it. */
  base: number;
  known: readonly string[];
}

export interface Told {
  run: number;
  visit: string;
  voided: boolean;
  first: { suggestion: string; narrative: string };
  typed: Typed[];
  /** The versions that a person saw beside the own value before choosing. */
  decided: { key: string; version: number }[];
  waiting: { key: string; state: string; body: VisitChange }[];
  views: unknown[];
}

export class Run {
  private readonly phones: Phone[] = [];
  private visit = '';
  private voided = false;
  private count = 0;
  private readonly typed: Typed[] = [];
  private readonly decided: Told['decided'] = [];
  private troubled = true;

  private readonly world: World;
  private readonly number: number;
  private readonly draw: Draw;
  private readonly voidIt: (visit: string) => Promise<void>;

  constructor(world: World, number: number, draw: Draw, voidIt: Run['voidIt']) {
    this.world = world;
    this.number = number;
    this.draw = draw;
    this.voidIt = voidIt;
  }

  private chance(share: number) {
    return this.draw() < share;
  }
  private pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.draw() * from.length)] as T;
  }
  private some<T>(from: readonly T[]): T[] {
    return from.filter(() => this.chance(0.5));
  }
  private word(what: string) {
    this.count += 1;
    return `${what} ${this.number}-${this.count}`;
  }
  private fault(): Fault {
    if (!this.troubled || this.chance(0.6)) return 'none';
    return this.pick(['lost before', 'lost after', 'lost after', 'twice', 'killed']);
  }

  async play(): Promise<Told> {
    const first = { suggestion: this.word('建议'), narrative: this.word('纪要') };
    for (let n = this.chance(0.35) ? 3 : 2; n > 0; n -= 1) {
      const heard = (request: Request, body: string, status: number) => {
        if (request.method === 'POST' && status < 300) this.visit ||= JSON.parse(body).id;
      };
      const phone = new Phone(this.world, () => this.fault(), heard);
      await phone.open();
      this.phones.push(phone);
    }
    await this.record(first);
    const [one] = this.phones as [Phone];
    await one.use(() => one.load(this.visit));
    for (const phone of this.phones) phone.view = one.view;
    for (let step = 6 + Math.floor(this.draw() * 6); step > 0; step -= 1) await this.step(this.pick(this.phones));
    const leaves = this.chance(0.1);
    await this.settle(leaves);
    const views: unknown[] = [];
    const waiting: Told['waiting'] = [];
    for (const phone of this.phones) {
      await phone.use(() => phone.load(this.visit));
      views.push(phone.view);
      for (const { id, state, body } of phone.items) waiting.push({ key: id, state, body: body as VisitChange });
      await phone.close();
    }
    const { number: run, visit, voided, typed, decided } = this;
    return { run, visit, voided, first, typed, decided, waiting, views };
  }

  private async record(first: Told['first']) {
    const phone = this.phones[0] as Phone;
    const { student, days } = this.world;
    const body = { student, visited_on: days[0], channel: 'on_site', outcome: 'done', integrity: true, ...first };
    await phone.use(() => phone.outbox.add('home-visit', '家访', body));
    for (let turn = 0; phone.items.length && turn < 60; turn += 1) await phone.use(() => phone.outbox.flushNow());
  }

  private async step(phone: Phone) {
    const what = this.draw();
    if (what < 0.18) phone.online = !phone.online;
    else if (what < 0.55) await this.edit(phone);
    else if (what < 0.8) await phone.use(() => phone.outbox.flushNow());
    else if (what < 0.86) await phone.open();
    else if (what < 0.97) await this.decide(phone);
    else if (!this.voided && this.chance(0.25)) {
      this.voided = true;
      await this.voidIt(this.visit);
    }
  }

  /** As the form does it: what is stored, over it what still waits here, and then what was typed. */
  private async edit(phone: Phone) {
    if (phone.online && this.chance(0.4)) await phone.use(() => phone.load(this.visit));
    const visit = phone.view;
    if (!visit || visit.voided_at) return;
    const { beginChange, changeFrom, changesOf } = phone.change;
    const start = beginChange(visit, phone.items);
    const changes = changesOf(visit, this.type(start.values), start.before);
    if (Object.keys(changes).length === 0) return;
    const body = changeFrom(start, visit.id, changes, {});
    const before = new Set(phone.items.map((i) => i.id));
    const key = await phone.use(async () => {
      const id = await phone.outbox.add(KIND, '修改家访', body);
      this.typed.push({ key: id, changes, base: start.version, known: start.known });
      return id;
    });
    // Killed while it was saved: written before the form said so, it is there all the same.
    if (!key && phone.items.every((i) => before.has(i.id)) && !this.typed.some((t) => t.changes === changes))
      throw new Error('a change that was saved is nowhere');
  }

  private type(values: Values): Values {
    const next = { ...values, companions: [...values.companions], purposes: [...values.purposes] };
    const fields = this.some([1, 2, 3, 4, 5, 6, 7, 8, 9]).slice(0, 3);
    for (const field of fields.length ? fields : [1]) {
      if (field === 1) next.suggestion = this.word('建议');
      if (field === 2) next.narrative = this.word('纪要');
      if (field === 3) next.channel = this.pick(['on_site', 'phone', 'video', 'letter'] as const);
      if (field === 4) next.outcome = this.pick(['done', 'elsewhere', 'declined'] as const);
      if (field === 5) next.received_by = this.pick(['father', 'mother', 'grandparent', ''] as const);
      if (field === 6) next.companions = this.some(this.world.staff);
      if (field === 7) next.purposes = this.some(this.world.purposes);
      if (field === 8) next.visited_on = this.pick(this.world.days);
      if (field === 9) {
        next.agreed_what = this.word('约定');
        next.agreed_owner = this.world.staff[0] as string;
        next.agreed_due = '2026-12-31';
      }
    }
    return next;
  }

  private async decide(phone: Phone) {
    const item = phone.items.find((i) => i.state === 'conflict');
    if (!item) return;
    await phone.use(async () => {
      const kind = phone.kind(item.kind);
      const differing = kind.compare?.(item) ?? [];
      const mine = new Set(this.some(differing.map((d) => d.field)));
      const { version } = (item as OutboxItem & { problem: { current: { version: number } } }).problem.current;
      this.decided.push({ key: item.id, version });
      await phone.outbox.decide(item.id, kind.merge?.(item, mine));
    });
  }

  /** Everybody is back on the line, and people decide what waits for them. Some leave a choice for tomorrow. */
  private async settle(leaves: boolean) {
    for (const phone of this.phones) phone.online = true;
    const busy = (phone: Phone) =>
      phone.items.some((i) => (leaves ? false : i.state === 'conflict') || i.state === 'queued');
    for (let turn = 0; this.phones.some(busy); turn += 1) {
      if (turn > 80) throw new Error(`run ${this.number} does not come to rest`);
      if (turn > 20) this.troubled = false;
      if (leaves && turn > 30) return;
      for (const phone of this.phones) {
        await phone.use(() => phone.outbox.flushNow());
        if (!leaves) await this.decide(phone);
      }
    }
  }
}
