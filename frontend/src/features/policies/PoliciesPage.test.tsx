import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { open } from '@/testing/render';
import { homeroom, server } from '@/testing/server';

const pair = (now: number, then: number) => ({ now, then, extra: then - now });
const term = { id: 't1', name: '2026-2027学年度第一学期', is_over: false };
const draft = {
  id: 'p2',
  number: 2,
  title: '修订',
  effective_from: '2027-02-01',
  published_at: null,
  general: null,
  rules: [],
  abilities: ['publish', 'partial_update', 'simulation'],
};
const teacher = (name: string, className: string, then: number) => ({
  staff: { id: name, name },
  classes: [{ id: className, name: className }],
  asked: pair(4, 4 + then),
  left: pair(1, 1 + then),
  general_left: pair(9, 9),
  weeks: [{ number: 6, left: pair(0, then) }],
});

function simulated(more: object = {}) {
  server.use(
    http.get('*/api/v1/me/', () =>
      HttpResponse.json({ ...homeroom, permissions: [...homeroom.permissions, 'POLICY_READ', 'POLICY_PUBLISH'] }),
    ),
    http.get('*/api/v1/visit-policies/', () => HttpResponse.json({ count: 1, next: null, results: [draft] })),
    http.get('*/api/v1/visit-policies/p2/simulation/', () =>
      HttpResponse.json({
        term,
        takes_effect: true,
        terms: [term],
        as_of: '2026-11-23',
        totals: { asked: pair(8, 14), left: pair(2, 8), general_asked: pair(0, 0), general_left: pair(0, 0) },
        weeks: [{ number: 6, label: '第6周', ends_on: '2026-10-11', left: pair(0, 6), in_all: pair(0, 6) }],
        teachers: [teacher('于老师', '一年级(1)班', 1), teacher('姜老师', '三年级(2)班', 5)],
        ...more,
      }),
    ),
  );
}

test('a draft is tried before it is published: who gets how many more, in class order', async () => {
  simulated();
  const { user } = await open('/policies');

  await user.click(await screen.findByRole('button', { name: '发布前试算' }));

  const view = await screen.findByRole('region', { name: '发布前试算' });
  expect(within(view).getByText('有 1 位教师在某一周多出 3 次以上，已标出。', { exact: false })).toBeVisible();
  expect(within(view).getByText('第6周多 5 次')).toBeVisible();
  const names = within(view)
    .getAllByRole('listitem')
    .map((row) => row.textContent ?? '');
  const first = names.findIndex((row) => row.includes('于老师'));
  expect(names[first + 1]).toContain('姜老师');
  expect(within(view).queryByText('按关爱类别')).toBeNull();
});

test('a draft that asks for nothing else says so', async () => {
  const none = pair(3, 3);
  simulated({
    totals: { asked: none, left: none, general_asked: none, general_left: none },
    weeks: [],
    teachers: [],
  });
  const { user } = await open('/policies');

  await user.click(await screen.findByRole('button', { name: '发布前试算' }));

  expect(await screen.findByText('与现行要求没有差别')).toBeVisible();
});

test('a term that the draft does not reach is called a trial', async () => {
  simulated({ takes_effect: false, terms: [] });
  const { user } = await open('/policies');

  await user.click(await screen.findByRole('button', { name: '发布前试算' }));

  expect(await screen.findByText(/校历里还没有它生效的学期/)).toBeVisible();
});
