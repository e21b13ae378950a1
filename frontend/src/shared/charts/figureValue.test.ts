import { expect, test } from 'vitest';
import { cellsOf, percent, shareOf } from './figureValue';

test('nobody in the group is neither 0 % nor 100 %', () => {
  expect(shareOf(null)).toBeNull();
  expect(shareOf({ part: 0, whole: 0 })).toBeNull();
  expect(shareOf({ part: 0, whole: 3 })).toEqual({ part: 0, whole: 3 });
});

test.each([
  [128, 137, '93.4%'],
  [999, 1000, '99.9%'],
  [9999, 10000, '99.9%'],
  [1, 10000, '0.1%'],
  [0, 7, '0%'],
  [7, 7, '100%'],
])('%i of %i is %s: the ends only when exact', (part, whole, shown) => {
  expect(percent(part, whole, 'en')).toBe(shown);
});

test('only cells are taken for cells', () => {
  expect(cellsOf([{ key: 'on_site', label: '上门', value: 3 }, { key: 1 }, null])).toHaveLength(1);
  expect(cellsOf(12)).toEqual([]);
});
