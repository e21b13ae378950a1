import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { listOf, signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

const appeal = {
  id: 'a1',
  entry: {
    id: 'e1',
    student: { id: 's1', name: '于沐宸', school_class: null },
    school_class: { id: 'c1', name: '三年级(2)班' },
    item: { id: 'i1', code: 'SCH-04', name: '帮助同学', kind: 'recognition', least: 2, most: 2 },
    occurred_on: '2026-11-12',
    worth: 2,
    points: 0,
    note: '扶同学去医务室',
    recorder: { id: 'p', name: '姜海' },
  },
  state: 'open',
  raised_by_whom: 'family',
  reason: '当天还有一名同学也去了。',
  answer_due_on: '2026-11-20',
  answered_by: null,
  answer: '',
  decision_due_on: '2026-12-11',
  decided_by: null,
  outcome: '',
  decision: '',
  is_overdue: true,
  abilities: ['answer', 'withdraw'],
};

function appeals(rows: Record<string, object[]>) {
  server.use(
    http.get('*/api/v1/point-appeals/', ({ request }) =>
      HttpResponse.json(listOf(rows[new URL(request.url).searchParams.get('state') ?? ''] ?? [])),
    ),
  );
}

test('a homeroom teacher sees what is to answer, by when, and answers it', async () => {
  let sent: unknown;
  server.use(
    signedIn('APPEAL_READ', 'APPEAL_RAISE'),
    http.post('*/api/v1/point-appeals/a1/answer/', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json({ ...appeal, state: 'answered' });
    }),
  );
  appeals({ open: [appeal] });
  const { user } = await open('/appeals');

  expect(await screen.findByText(/应于11月20日前答复/)).toBeVisible();
  expect(screen.queryByRole('button', { name: '决定于沐宸的复核' })).toBeNull();
  await user.click(screen.getByRole('button', { name: '答复于沐宸的复核' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox'), '已向两名同学了解，补记一次。');
  await user.click(within(dialog).getByRole('button', { name: '答复' }));

  await waitFor(() => expect(sent).toEqual({ answer: '已向两名同学了解，补记一次。' }));
});

test('the office begins with what is ready, and a decision needs an outcome and words', async () => {
  const sent: unknown[] = [];
  server.use(
    signedIn('APPEAL_READ', 'APPEAL_DECIDE'),
    http.post('*/api/v1/point-appeals/a1/decide/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ ...appeal, state: 'decided' });
    }),
  );
  appeals({ answered: [{ ...appeal, state: 'answered', is_overdue: false, abilities: ['decide'] }] });
  const { user } = await open('/appeals');

  expect(await screen.findByText(/12月11日前决定/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: '决定于沐宸的复核' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: '作出决定' }));
  expect(await within(dialog).findByText('请选择结果')).toBeVisible();
  await user.click(within(dialog).getByRole('radio', { name: /更正/ }));
  expect(within(dialog).getByText(/两者相抵为零/)).toBeVisible();
  await user.type(within(dialog).getByRole('textbox'), '记重了，收回一条。');
  await user.click(within(dialog).getByRole('button', { name: '作出决定' }));

  await waitFor(() => expect(sent).toEqual([{ outcome: 'reversed', decision: '记重了，收回一条。' }]));
});

test('nothing to do says so', async () => {
  server.use(signedIn('APPEAL_READ', 'APPEAL_DECIDE'));
  appeals({});
  const { user } = await open('/appeals');

  expect(await screen.findByText('没有待决定的复核')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '已撤回' }));
  expect(await screen.findByText('没有撤回的复核')).toBeVisible();
});
