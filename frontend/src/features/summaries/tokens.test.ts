import { expect, test } from 'vitest';
import type { Token } from './queries';
import { insertToken, partsOf, withoutUnit } from './tokens';

const coverage: Token = {
  token: 'visits.coverage',
  label: '家访落实率',
  value_text: '93.4%（128/137人）',
  figure: 'visits.coverage',
  key: null,
  side: null,
  records_count: 128,
  is_used: true,
};

test('a mark goes where the cursor is, in place of the selection', () => {
  const done = insertToken('落实率为某某，其余在后。', 4, 6, 'visits.coverage');
  expect(done.text).toBe('落实率为{{ visits.coverage }}，其余在后。');
  expect(done.text.slice(0, done.cursor)).toBe('落实率为{{ visits.coverage }}');
});

test('known marks are resolved, unknown ones stay in sight with the figure they ask for', () => {
  expect(partsOf('为{{visits.coverage}}；{{ visits.coverage.percent }}。', [coverage])).toEqual([
    { kind: 'text', text: '为' },
    { kind: 'token', token: coverage },
    { kind: 'text', text: '；' },
    { kind: 'unknown', raw: '{{ visits.coverage.percent }}', figure: 'visits.coverage' },
    { kind: 'text', text: '。' },
  ]);
});

test('a measure word that the writer wrote is not said twice', () => {
  expect(withoutUnit('9次', '次，其中')).toBe('9');
  expect(withoutUnit('158人次', '人次')).toBe('158');
  expect(withoutUnit('9次', '，其中')).toBe('9次');
});
