import { expect, test } from 'vitest';
import { sharedNames, studentLabel } from './studentLabel';

const child = (name: string, student_number: string) => ({
  name,
  student_number,
  school_class: { name: '三年级(2)班' },
});

test('a name that two children share is told apart by the end of the number, and no other is', () => {
  const children = [child('林一诺', '20240301'), child('林一诺', '20240317'), child('宋沐宸', '20240302')];
  const shared = sharedNames(children);

  expect(children.map((one) => studentLabel(one, shared))).toEqual([
    '林一诺 · 三年级(2)班 · …0301',
    '林一诺 · 三年级(2)班 · …0317',
    '宋沐宸 · 三年级(2)班',
  ]);
});

test('a child in no class is named all the same', () => {
  expect(studentLabel({ ...child('林一诺', '20240301'), school_class: null }, new Set())).toBe('林一诺');
});
