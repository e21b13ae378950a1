import { expect, test } from 'vitest';
import enCore from './en/core.json';
import enOffice from './en/office.json';
import zhCore from './zh-Hans/core.json';
import zhOffice from './zh-Hans/office.json';

const flat = (words: object, path = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? flat(value, `${path}${key}.`) : [`${path}${key}`],
  );
/** English needs a singular that Chinese does not have. */
const shared = (words: object) =>
  flat(words)
    .filter((key) => !key.endsWith('_one'))
    .sort();

test('every English sentence exists, and no other', () => {
  expect(shared(enCore)).toEqual(shared(zhCore));
  expect(shared(enOffice)).toEqual(shared(zhOffice));
});

test('the two halves of a catalogue do not hide each other', () => {
  expect(Object.keys(zhCore).filter((key) => key in zhOffice)).toEqual([]);
});

test('an English plural has both its forms', () => {
  const en = [...flat(enCore), ...flat(enOffice)];
  const lonely = en.filter((key) => key.endsWith('_one') && !en.includes(key.replace(/_one$/, '_other')));
  expect(lonely).toEqual([]);
});
