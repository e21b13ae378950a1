import type { TFunction } from 'i18next';
import type { components } from '@/shared/api/schema.gen';
import type { OutboxItem } from '@/shared/offline/items';
import type { Difference } from '@/shared/offline/kind';
import type { ItemProblem, Since } from '@/shared/offline/verdict';
import { fromVisit, type HomeVisit, nobodyMet, toRequest, type Values, wishOf } from './schema';

export type SetAside = components['schemas']['VisitSetAsideRequest'];
export type Changes = Omit<components['schemas']['PatchedHomeVisitChangeRequest'], 'set_aside' | 'student'>;
type Field = keyof Changes;

/** What waits in the outbox for an edit: only the fields touched, and how they read to a person. */
export interface VisitChange {
  id: string;
  version: number;
  changes: Changes;
  shown: Partial<Record<Field, string>>;
  /** Keys of my earlier changes that this one was laid over: what they did is no news to me. */
  known?: readonly string[];
  /** What I gave up for what stood; it goes along and stays in the books. */
  set_aside?: SetAside;
}

const LIST = '、';

export const labels = {
  visited_on: 'visit.date',
  channel: 'visit.channel',
  outcome: 'visit.outcome',
  purposes: 'visit.purposes',
  companions: 'visit.companions',
  received_by: 'visit.receivedBy',
  narrative: 'visit.narrative',
  agreed: 'visit.agreed',
  exemption: 'visit.declined.wishLabel',
  suggestion: 'visit.suggestion',
  integrity: 'visit.integrity',
  round: 'rounds.made',
} as const satisfies Record<Field, string>;

/** The server takes a blank to clear the field; the schema's enumeration only cannot say so. */
const relation = (value: Values['received_by']) => value as NonNullable<Changes['received_by']>;

/** The order in which a list was ticked says nothing. */
const plain = (value: unknown) => JSON.stringify((Array.isArray(value) ? [...value].sort() : value) ?? null);
const same = (a: unknown, b: unknown) => plain(a) === plain(b);

/** The fields whose value differs from what the form began with. Sealed text counts only when something was written. */
export function changesOf(visit: HomeVisit, values: Values, before: Values = fromVisit(visit)): Changes {
  const after: Changes = {
    visited_on: values.visited_on,
    channel: values.channel,
    outcome: values.outcome,
    integrity: values.integrity,
    purposes: [...values.purposes].sort(),
    companions: [...values.companions].sort(),
    received_by: relation(nobodyMet(values.outcome) ? '' : values.received_by),
    suggestion: values.suggestion.trim(),
  };
  const changes = Object.fromEntries(
    Object.entries(after).filter(([field, value]) => !same(value, before[field as keyof Values])),
  ) as Changes;
  if (visit.purposes === undefined) delete changes.purposes; // not told, therefore not ours to change
  const { narrative, agreed, exemption } = toRequest(values);
  if (narrative && narrative !== before.narrative) changes.narrative = narrative;
  if (agreed) changes.agreed = agreed;
  if (exemption) changes.exemption = exemption;
  return changes;
}

/** A change of the outbox, laid over the stored visit again. */
export function withChanges(values: Values, { agreed, exemption, ...changes }: Changes): Values {
  const wish = wishOf({ ...(agreed && { agreed }), ...(exemption && { exemption }) });
  const again = { ...values, ...(changes as Partial<Values>), ...wish };
  return agreed ? { ...again, agreed_what: agreed.what, agreed_owner: agreed.owner, agreed_due: agreed.due_on } : again;
}

/** The visit as its author left it on this device: what still waits is laid over it. An agreement is sent once. */
const withWaiting = (visit: HomeVisit, waiting: readonly VisitChange[]): Values =>
  waiting.reduce(
    (values, { changes: { agreed: _, exemption: __, ...changes } }) => withChanges(values, changes),
    fromVisit(visit),
  );

export interface ChangeStart {
  /** The form's ground, against which changes are told. */
  before: Values;
  values: Values;
  version: number;
  known: string[];
  set_aside?: SetAside;
  /** How many changes of this visit still wait here. */
  waiting: number;
}

/** What an edit begins with: the stored visit, over it what still waits here, over that what was sent back. */
export function beginChange(visit: HomeVisit, items: readonly OutboxItem[], kept?: OutboxItem): ChangeStart {
  const waiting = items.filter(
    (i) => (i.state === 'queued' || i.state === 'conflict') && (i.body as VisitChange).id === visit.id,
  );
  const bodies = waiting.map((i) => i.body as VisitChange);
  const before = withWaiting(visit, bodies);
  const sentBack = kept?.body as VisitChange | undefined;
  const start = {
    before,
    values: sentBack ? withChanges(before, sentBack.changes) : before,
    version: visit.version,
    known: [...waiting.map((i) => i.id), ...bodies.flatMap((b) => b.known ?? [])],
    waiting: waiting.length,
  };
  return sentBack?.set_aside ? { ...start, set_aside: sentBack.set_aside } : start;
}

/** What the outbox is given for it. */
export function changeFrom(start: ChangeStart, id: string, changes: Changes, shown: VisitChange['shown']): VisitChange {
  const { version, known, set_aside } = start;
  return { id, version, changes, shown, known, ...(set_aside ? { set_aside } : {}) };
}

interface Names {
  staff: (id: string) => string;
  purpose: (code: string) => string;
}

/** How the author's values read, kept beside them: names may be out of reach when the conflict is shown. */
export function shownOf(changes: Changes, names: Names, t: TFunction): VisitChange['shown'] {
  const shown: VisitChange['shown'] = {};
  for (const [field, value] of Object.entries(changes)) shown[field as Field] = String(value ?? '');
  if (changes.channel) shown.channel = t(`visit.channels.${changes.channel as 'phone'}`);
  if (changes.outcome) shown.outcome = t(`visit.outcomes.${changes.outcome as 'done'}`);
  if (changes.received_by) shown.received_by = t(`visit.receivers.${changes.received_by as 'other'}`);
  if (changes.companions) shown.companions = changes.companions.map(names.staff).join(LIST);
  if (changes.purposes) shown.purposes = changes.purposes.map(names.purpose).join(LIST);
  if (changes.agreed) shown.agreed = changes.agreed.what;
  if (changes.exemption) shown.exemption = changes.exemption.reason;
  return shown;
}

/** How the school's row reads, field by field. */
function theirs(current: HomeVisit, field: Field, names: Names, t: TFunction): string {
  if (field === 'channel') return t(`visit.channels.${current.channel as 'phone'}`);
  if (field === 'outcome') return t(`visit.outcomes.${current.outcome as 'done'}`);
  if (field === 'received_by') return current.received_by ? t(`visit.receivers.${current.received_by as 'other'}`) : '';
  if (field === 'companions') return current.companions.map((c) => c.name).join(LIST);
  if (field === 'exemption') return (current.exemptions ?? []).map((e) => e.category.purpose).join(LIST);
  if (field === 'purposes') return (current.purposes ?? []).map(names.purpose).join(LIST);
  if (field === 'narrative') return t('visitPage.sealedNarrative');
  return String(current[field as 'suggestion'] ?? '');
}

/** What others have changed since the version mine was made from; everything when the server does not say. */
function news({ version, known = [] }: VisitChange, current: HomeVisit, since: readonly Since[] = []) {
  if (since.length !== current.version - version) return { has: () => true };
  const foreign = since.filter(({ gesture }) => !gesture || !known.includes(gesture));
  return new Set<string>(foreign.flatMap(({ fields }) => fields));
}

/** What comes beside the others of its kind and is never laid over one. */
const added: ReadonlySet<string> = new Set<Field>(['agreed', 'exemption']);

/** The fields that both wrote and that do not agree. */
function clashes(change: VisitChange, { current, since }: ItemProblem): Field[] {
  const row = current as HomeVisit;
  const touched = news(change, row, since);
  const stands = fromVisit(row);
  return (Object.keys(change.changes) as Field[]).filter((field) => {
    if (added.has(field) || !touched.has(field)) return false;
    return field === 'narrative' || !same(change.changes[field], stands[field as keyof Values]);
  });
}

const isRow = (current: unknown): current is HomeVisit =>
  typeof (current as HomeVisit | undefined)?.version === 'number';

/** The same change on the newer version, when nobody else wrote the same fields. */
export function rebased(change: VisitChange, problem: ItemProblem): VisitChange | undefined {
  const { current } = problem;
  if (!isRow(current) || current.version <= change.version || clashes(change, problem).length) return undefined;
  return { ...change, version: current.version };
}

export function differences(change: VisitChange, problem: ItemProblem, names: Names, t: TFunction): Difference[] {
  const { current } = problem;
  if (!isRow(current)) return [];
  return clashes(change, problem).map((field) => ({
    field,
    label: t(labels[field]),
    mine: change.shown[field] ?? '',
    theirs: theirs(current, field, names, t),
    ...(field === 'narrative' ? { sealed: true } : {}),
  }));
}

/** What was chosen: mine on the newer version, and what gave way to it, kept beside it. */
export function merged(change: VisitChange, problem: ItemProblem, mine: ReadonlySet<string>): VisitChange | undefined {
  const { current } = problem;
  if (!isRow(current)) return undefined;
  const lost = new Set<string>(clashes(change, problem).filter((field) => !mine.has(field)));
  const part = (keep: boolean) =>
    Object.fromEntries(Object.entries(change.changes).filter(([field]) => lost.has(field) !== keep));
  const next: VisitChange = { ...change, version: current.version, changes: part(true) as Changes };
  if (lost.size) next.set_aside = { made_from: change.version, ...change.set_aside, ...part(false) };
  return next;
}
