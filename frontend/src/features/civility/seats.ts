import type { Child } from './kept';
import type { SeatRequest } from './queries';

/** The room seen from the front: rows of seats, some of them empty; whoever has none follows as in the register. */
export function inRoom(students: readonly Child[]) {
  const seated = students.filter((one) => one.row !== null && one.column !== null);
  const others = students.filter((one) => one.row === null || one.column === null);
  const columns = Math.max(0, ...seated.map((one) => one.column ?? 0));
  const deepest = Math.max(0, ...seated.map((one) => one.row ?? 0));
  const rows = Array.from({ length: deepest }, (_, row) =>
    Array.from({ length: columns }, (_, column) =>
      seated.find((one) => one.row === row + 1 && one.column === column + 1),
    ),
  );
  return { seated, others, columns, rows };
}

/** The plan while it is changed: place after place from the front left, each with the child that sits there. */
export interface Room {
  columns: number;
  places: (string | undefined)[];
}

/** No room is larger. */
export const DEEPEST = 12;

/** As many rows as are needed, and an empty one to move somebody to. */
function room(columns: number, places: (string | undefined)[]): Room {
  const filled = places.reduce((last, id, place) => (id ? place + 1 : last), 0);
  const rows = Math.min(DEEPEST, Math.ceil(filled / columns) + 1);
  return { columns, places: Array.from({ length: rows * columns }, (_, place) => places[place]) };
}

/** The plan as it is; whoever has no seat yet takes the next row. */
export function roomOf(students: readonly Child[]): Room {
  const { columns, rows, others } = inRoom(students);
  const places = [...rows.flat().map((child) => child?.id), ...others.map((child) => child.id)];
  return room(columns, places);
}

/** The children in the order in which they sit, or of the register, in rows of another width. */
export function widened(students: readonly Child[], columns: number, before?: Room): Room {
  return room(columns, before?.places.filter((id) => id !== undefined) ?? students.map((child) => child.id));
}

export function swapped({ columns, places }: Room, one: number, other: number): Room {
  const next = [...places];
  [next[one], next[other]] = [next[other], next[one]];
  return room(columns, next);
}

export const seatsOf = ({ columns, places }: Room): SeatRequest[] =>
  places.flatMap((student, place) =>
    student ? [{ student, row: Math.floor(place / columns) + 1, column: (place % columns) + 1 }] : [],
  );
