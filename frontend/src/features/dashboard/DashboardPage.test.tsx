import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { listOf, signedIn } from '@/testing/office';
import { metMonth, month, pair } from '@/testing/pairs';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

const figure = (code: string, title: string, more: object) => ({
  code,
  version: 1,
  title,
  definition: '口径',
  unit: '对',
  unit_label: '对',
  records_count: 1,
  can_open: true,
  can_export: false,
  ...more,
});
const figures = http.get('*/api/v1/figures/', () =>
  HttpResponse.json({
    scope: { term: 'term', term_name: '第一学期', grade: null, school_class: null, staff: null, as_of: '2026-11-23' },
    results: [
      figure('pairs.active', '师徒结对', { kind: 'count', value: 1 }),
      figure('pairs.by_month', '各月完成情况', {
        kind: 'breakdown',
        unit_label: '个月',
        value: [{ key: '2026-09', label: '2026年9月', value: 1 }],
      }),
    ],
  }),
);
const classes = http.get('*/api/v1/school-classes/', () => HttpResponse.json(listOf([])));
const other = pair({ id: 'p2', mentor: { id: 'z', name: '张立平' } });
const months = http.get('*/api/v1/mentor-months/', () =>
  HttpResponse.json(
    listOf([
      metMonth('2026-09-01'),
      month({ month: '2026-10-01', is_over: true, short: 2 }),
      month({ key: 'p2:2026-10-01', pair: other, month: '2026-10-01', state: 'met', short: 0 }),
    ]),
  ),
);

test('the principal sees every pair by months, by name, and each cell opens to the month', async () => {
  server.use(signedIn('FIGURE_READ', 'FIGURE_READ_SCHOOL', 'PAIR_READ'), classes, figures, months);
  await open('/dashboard');

  const table = await screen.findByRole('table', undefined, { timeout: 5000 });
  const names = within(table)
    .getAllByRole('rowheader')
    .map((head) => within(head).getByRole('link').textContent);
  expect(names).toEqual(['姜海 → 曲晓岚', '张立平 → 曲晓岚']);
  expect(within(table).getByRole('link', { name: '10月 差 2' })).toHaveAttribute('href', '/pairs/p1?month=2026-10-01');
});

test('who may not read the whole school is shown no pair of others', async () => {
  server.use(signedIn('FIGURE_READ', 'PAIR_READ'), classes, figures);
  await open('/dashboard');

  expect(await screen.findByText('各月完成情况')).toBeVisible();
  expect(screen.queryByRole('table')).toBeNull();
  expect(screen.queryByRole('link', { name: '每月完成情况' })).toBeNull();
});

test('what was not declared is no nought, and an area without cases says so', async () => {
  const beyond = [
    figure('activities.held', '举办的活动', { kind: 'count', unit_label: '次', value: 61 }),
    figure('activities.by_area', '各领域的活动', { kind: 'breakdown', unit_label: '次', value: [] }),
    figure('declarations.accidents', '责任事故', { kind: 'declared', unit_label: '起', value: null }),
  ];
  const scope = { term: 'term', term_name: '第一学期', as_of: '2026-11-23' };
  const answer = http.get('*/api/v1/figures/', () => HttpResponse.json({ scope, results: beyond }));
  server.use(signedIn('FIGURE_READ', 'FIGURE_READ_SCHOOL'), classes, answer);
  await open('/dashboard');

  const activities = await screen.findByRole('region', { name: /^学校活动 教研/ }, { timeout: 5000 });
  expect(within(activities).getByRole('link', { name: '举办的活动 61 次' })).toBeVisible();
  expect(within(activities).getByText('本期没有')).toBeVisible();
  const assurance = screen.getByRole('region', { name: /^责任与安全 责任书/ });
  expect(within(assurance).getByText('校长尚未声明')).toBeVisible();
  expect(within(assurance).queryByText('0')).toBeNull();
  expect(screen.queryByRole('region', { name: /^教师成长/ })).toBeNull();
});
