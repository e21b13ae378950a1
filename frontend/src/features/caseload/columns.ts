import type { Caseload } from './queries';

/** The columns of the board, in the order in which a director asks. Each is a state of the obligations. */
export const states = [
  'settled',
  'exempt',
  'overdue',
  'due_soon',
  'due',
  'not_yet_due',
  'ended',
  'short_stay',
  'left',
] as const;
export type StateName = (typeof states)[number];

/** Shown beside the whole, never in it. */
export const apart: ReadonlySet<StateName> = new Set(['short_stay', 'left']);
/** Columns that stand there even when they are empty. */
const always: ReadonlySet<StateName> = new Set(['settled', 'exempt', 'overdue', 'due_soon', 'due']);

/** A column of nothing but zeros would only make the table wide. */
export const shownStates = (rows: readonly Caseload[]): StateName[] =>
  states.filter((state) => always.has(state) || rows.some((row) => row[state] > 0));

export const total = (rows: readonly Caseload[], key: StateName | 'owed' | 'children') =>
  rows.reduce((sum, row) => sum + row[key], 0);
