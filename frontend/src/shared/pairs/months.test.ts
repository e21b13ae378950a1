import { expect, test } from 'vitest';
import { metMonth, month, pair } from '@/testing/pairs';
import { lacking, monthsIn, table, toneOf } from './months';

test('a running month that lacks something has not failed; one that is over has', () => {
  expect(toneOf(month())).toBe('open');
  expect(toneOf(month({ is_over: true }))).toBe('short');
  expect(toneOf(month({ state: 'exempt', is_over: true }))).toBe('exempt');
  expect(toneOf(metMonth('2026-09-01'))).toBe('met');
  expect(lacking(month()).map((duty) => [duty.kind, duty.lacking])).toEqual([
    ['mentee_observes', 1],
    ['talk', 1],
  ]);
});

test('pairs stand by name, whatever they did', () => {
  const of = (id: string, name: string, short: number) =>
    month({
      key: id,
      month: '2026-09-01',
      short,
      pair: pair({ id, mentor: { id, name } }),
    });
  const rows = [of('a', '张立平', 0), of('b', '初宗浩', 5), of('c', '栾雅琪', 1)];

  expect(table(rows).map((line) => line.pair.mentor.name)).toEqual(['初宗浩', '栾雅琪', '张立平']);
  expect(monthsIn(rows)).toEqual(['2026-09-01']);
});
