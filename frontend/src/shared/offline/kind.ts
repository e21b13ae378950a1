import type { OutboxItem } from './items';
import type { ItemProblem, Verdict } from './verdict';

/** One field on which the author and the school differ. */
export interface Difference {
  field: string;
  label: string;
  mine: string;
  theirs: string;
  /** The school's value is sealed: it is shown only when it is asked for, with a purpose. */
  sealed?: boolean;
}

/** What one kind of queued writing can do. Gathered in app/outboxKinds.ts. */
export interface OutboxKind {
  send: (item: OutboxItem, signal: AbortSignal) => Promise<Verdict>;
  /** The address where its author can change it. */
  edit: (item: OutboxItem) => string;
  /** The id of what it is about, so that a list can say "recorded, not yet sent". */
  subject?: (item: OutboxItem) => string;
  /** Rows of one lane go out in the order in which they were written: none passes one that still waits. */
  lane?: (item: OutboxItem) => string;
  /** What was written, for its author to read while it lies here: label and text. */
  words?: (item: OutboxItem) => [label: string, text: string][];
  /** The body on the newer version, when nobody touched what this one changes. Otherwise a person decides. */
  rebase?: (item: OutboxItem, problem: ItemProblem) => unknown;
  compare?: (item: OutboxItem) => Difference[];
  /** The body to send again once it is chosen, field by field, whose value stands. */
  merge?: (item: OutboxItem, mine: ReadonlySet<string>) => unknown;
  /** Opens the school's sealed value of a field, for a purpose that is logged. */
  reveal?: (item: OutboxItem, field: string, purpose: string) => Promise<string>;
}
