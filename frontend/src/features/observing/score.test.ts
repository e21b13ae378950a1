import { expect, test } from 'vitest';
import { resultOf } from './score';
import type { Score } from './values';

const criterion = (code: string, more: object = {}) => ({
  code,
  section: '',
  text: code,
  kind: 'scale' as const,
  kind_label: '',
  levels: 5,
  weight: '10.00',
  is_bonus: false,
  options: [],
  ...more,
});
const level = (code: string, value: number | null, more: Partial<Score> = {}): Score => ({
  criterion: code,
  level: value,
  is_na: false,
  count: null,
  text: '',
  ...more,
});
const grades = [
  { name: '优', at_least: '90.00' },
  { name: '良', at_least: '75.00' },
];

test('the total is by weight, says how it came, and a bonus stands apart', () => {
  const sheet = {
    criteria: [criterion('a'), criterion('b', { weight: '20.00' }), criterion('c', { is_bonus: true, weight: '6.00' })],
    grades,
    bonus_most: 5,
  };

  expect(resultOf(sheet, [level('a', 5), level('b', 4), level('c', 5)])).toEqual({
    total: '86.7',
    grade: '良',
    formula: '(10×5/5 + 20×4/5) ÷ (10 + 20) × 100',
    leftOut: 0,
    bonus: '5.0',
  });
});

test('what does not apply leaves the total; what is counted or written never scores', () => {
  const sheet = {
    criteria: [criterion('a'), criterion('b'), criterion('n', { kind: 'count', levels: null, weight: '0.00' })],
    grades,
    bonus_most: 5,
  };
  const found = resultOf(sheet, [level('a', 4), level('b', null, { is_na: true }), level('n', null, { count: 9 })]);

  expect(found).toMatchObject({ total: '80.0', formula: '(10×4/5) ÷ (10) × 100', leftOut: 1 });
});

test('the half goes up, and by the number shown the grade is given', () => {
  // 35 of 40 and 1 of 3 twice: nothing of it fits into binary fractions.
  const sheet = {
    criteria: [criterion('a', { weight: '0.30', levels: 3 }), criterion('b', { weight: '0.10', levels: 2 })],
    grades: [{ name: '合格', at_least: '62.5' }],
    bonus_most: 5,
  };

  expect(resultOf(sheet, [level('a', 2), level('b', 1)])).toMatchObject({ total: '62.5', grade: '合格' });
  expect(resultOf(sheet, [level('a', 1), level('b', 1)])).toMatchObject({ total: '37.5', grade: '' });
});

test('nothing scored is no total, not nought', () => {
  const sheet = { criteria: [criterion('a')], grades, bonus_most: 5 };

  expect(resultOf(sheet, []).total).toBeUndefined();
});
