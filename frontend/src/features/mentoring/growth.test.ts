import { expect, test } from 'vitest';
import { dotsOf, seriesOf, topOf } from './growth';

test('a line breaks where two levels cannot be compared, and no dot is lost', () => {
  const dot = (on: string, level: number) => ({ on, level, observation: on });
  const line = {
    rubric: 'r',
    code: 'aim',
    section: '',
    text: '目标具体',
    segments: [
      { levels: 5, weight: '10.00', dots: [dot('2026-03-05', 3), dot('2026-04-02', 4)] },
      { levels: 4, weight: '10.00', dots: [dot('2026-09-03', 3)] },
    ],
  };

  expect(seriesOf(line)).toEqual([
    [3, 4, null],
    [null, null, 3],
  ]);
  expect(dotsOf(line)).toHaveLength(3);
  expect(topOf(line)).toBe(5);
});
