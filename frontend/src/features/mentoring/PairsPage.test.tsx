import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { listOf, signedIn } from '@/testing/office';
import { metMonth, month, pair, thisMonth } from '@/testing/pairs';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

const pairs = (...rows: object[]) => http.get('*/api/v1/mentor-pairs/', () => HttpResponse.json(listOf(rows)));
const months = (...rows: object[]) => http.get('*/api/v1/mentor-months/', () => HttpResponse.json(listOf(rows)));

test('a teacher reads in plain words what the month still asks for, and every number leads to its records', async () => {
  server.use(signedIn('PAIR_READ'), pairs(pair()), months(month(), metMonth('2026-01-01')));
  await open('/pairs');

  expect(await screen.findByText('本月还差：徒弟听课 1 次、交流 1 次')).toBeVisible();
  const counts = screen.getByRole('link', { name: /徒弟听课.*已有 1 次，要求 2 次/ });
  expect(counts).toHaveAttribute('href', `/pairs/p1?month=${thisMonth()}#duty-mentee_observes`);
  expect(counts).toHaveTextContent('1/2');
  expect(screen.getByRole('link', { name: '1月 完成' })).toHaveAttribute('href', '/pairs/p1?month=2026-01-01');
  expect(screen.getByRole('link', { name: '记一次交流' })).toHaveAttribute('href', '/pairs/talk?pair=p1');
  // No view of the whole school for whoever only stands in pairs.
  expect(screen.queryByRole('button', { name: '全校结对' })).toBeNull();
});

test('an exempt month says so and why, and nothing is short', async () => {
  server.use(
    signedIn('PAIR_READ'),
    pairs(pair()),
    months(month({ state: 'exempt', exempt: 'few_weeks', exempt_label: '教学周不足两周', short: 0, duties: [] })),
  );
  await open('/pairs');

  expect(await screen.findByText('本月免计（教学周不足两周）')).toBeVisible();
});

test('the office sees first what waits for the school, then the others by name', async () => {
  server.use(
    signedIn('PAIR_READ', 'PAIR_KEEP'),
    pairs(
      pair({ id: 'p1', my_side: null, mentor: { id: 'z', name: '张立平' } }),
      pair({ id: 'p2', my_side: null, mentor: { id: 'c', name: '初宗浩' } }),
      pair({ id: 'p3', my_side: null, has_open_exit: true }),
      pair({ id: 'p4', my_side: null, state: 'draft', state_label: '未签署', agreement: null, waits_for: ['school'] }),
      pair({ id: 'p5', my_side: null, state: 'draft', state_label: '未签署', agreement: null, waits_for: ['mentee'] }),
    ),
  );
  await open('/pairs');

  const waiting = await screen.findByRole('region', { name: '需要学校处理（2）' });
  expect(within(waiting).getByText('有结束申请')).toBeVisible();
  expect(within(waiting).getByText('等学校签署')).toBeVisible();
  const running = screen.getByRole('region', { name: '进行中（2）' });
  expect(
    within(running)
      .getAllByRole('link')
      .map((link) => link.textContent),
  ).toEqual(['初宗浩 → 曲晓岚', '张立平 → 曲晓岚']);
  expect(within(screen.getByRole('region', { name: '等师徒接受协议（1）' })).getByText('等徒弟接受')).toBeVisible();
  expect(screen.getByRole('link', { name: '新建结对' })).toHaveAttribute('href', '/pairs/new');
});

test('the table of months stands by name, says each state in words, and opens the month', async () => {
  const other = pair({ id: 'p2', mentor: { id: 'c', name: '初宗浩' } });
  server.use(
    signedIn('PAIR_READ', 'FIGURE_READ_SCHOOL'),
    http.get('*/api/v1/terms/', () => HttpResponse.json([])),
    months(
      metMonth('2026-09-01'),
      month({ month: '2026-10-01', key: 'p1:10', is_over: true, short: 2 }),
      month({ month: '2026-10-01', key: 'p2:10', pair: other, state: 'exempt', short: 0 }),
    ),
  );
  await open('/pairs?view=months');

  const table = await screen.findByRole('table', { name: /按姓名排列/ });
  const lines = within(table)
    .getAllByRole('rowheader')
    .map((cell) => cell.textContent);
  expect(lines).toEqual(['初宗浩 → 曲晓岚语文', '姜海 → 曲晓岚语文']);
  expect(within(table).getByRole('link', { name: '10月 差 2' })).toHaveAttribute('href', '/pairs/p1?month=2026-10-01');
  expect(within(table).getByRole('link', { name: '10月 免计' })).toBeVisible();
  expect(within(table).getByRole('columnheader', { name: /10月/ })).toHaveTextContent('0/1 对完成');
  expect(within(table).getByText('这个月没有结对')).toBeInTheDocument();
});
