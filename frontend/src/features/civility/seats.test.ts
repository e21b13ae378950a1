import { expect, test } from 'vitest';
import type { Child } from './kept';
import { inRoom, roomOf, seatsOf, swapped, widened } from './seats';

const child = (id: string, row: number | null = null, column: number | null = null): Child => ({
  id,
  name: id,
  student_number: id,
  row,
  column,
});

test('the room is read row after row, with its gaps; whoever has no seat follows', () => {
  const { rows, columns, others } = inRoom([child('a', 2, 1), child('b', 1, 3), child('c')]);

  expect(columns).toBe(3);
  expect(rows.map((row) => row.map((one) => one?.id))).toEqual([
    [undefined, undefined, 'b'],
    ['a', undefined, undefined],
  ]);
  expect(others.map((one) => one.id)).toEqual(['c']);
});

test('two places change, also with an empty one, and a free row stays at the end', () => {
  const room = widened([child('a'), child('b'), child('c')], 2);
  expect(room.places).toEqual(['a', 'b', 'c', undefined, undefined, undefined]);

  const moved = swapped(swapped(room, 0, 1), 2, 5);

  expect(seatsOf(moved)).toEqual([
    { student: 'b', row: 1, column: 1 },
    { student: 'a', row: 1, column: 2 },
    { student: 'c', row: 3, column: 2 },
  ]);
  expect(moved.places).toHaveLength(8);
});

test('a plan that is opened loses nobody', () => {
  const room = roomOf([child('a', 1, 1), child('b', 1, 2), child('c')]);

  expect(seatsOf(room).map((one) => one.student)).toEqual(['a', 'b', 'c']);
});
