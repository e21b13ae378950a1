import type { OutboxItem } from './items';
import type { Verdict } from './verdict';

/** One field on which the author and the school differ. */
export interface Difference {
  field: string;
  label: string;
  mine: string;
  theirs: string;
}

/** What one kind of queued writing can do. Gathered in app/outboxKinds.ts. */
export interface OutboxKind {
  send: (item: OutboxItem, signal: AbortSignal) => Promise<Verdict>;
  /** The address where its author can change it. */
  edit: (item: OutboxItem) => string;
  /** The id of what it is about, so that a list can say "recorded, not yet sent". */
  subject?: (item: OutboxItem) => string;
  compare?: (item: OutboxItem) => Difference[];
  /** The body to send again once it is chosen, field by field, whose value stands. */
  merge?: (item: OutboxItem, mine: ReadonlySet<string>) => unknown;
}
