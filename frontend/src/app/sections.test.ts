import { expect, test } from 'vitest';
import { homeroom } from '@/testing/server';
import { sectionsFor, tabsFor } from './sections';

test('a committee member is offered publications and themselves, whatever else they hold', () => {
  const member = { ...homeroom, is_committee: true };

  expect(sectionsFor(member).map((s) => s.label)).toEqual(['publications', 'me']);
});

test('no door without its permission', () => {
  expect(sectionsFor(homeroom).map((s) => s.label)).not.toContain('accounts');
});

test('a phone has at most four tabs and one "more", and nothing is lost', () => {
  const teacher = { ...homeroom, permissions: [...homeroom.permissions, 'POINT_AWARD' as const] };
  const { tabs, more } = tabsFor(teacher);

  expect(tabs.map((s) => s.label)).toEqual(['today', 'civility', 'visits', 'outbox']);
  expect([...tabs, ...more]).toHaveLength(sectionsFor(teacher).length);
});
