import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { listOf, signedIn } from '@/testing/office';
import { award } from '@/testing/proofs';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

const verifier = () => signedIn('AWARD_READ', 'AWARD_DECLARE', 'AWARD_VERIFY', 'SELECTION_READ');
const waiting = award({ is_mine: false, abilities: ['retrieve', 'verify', 'reject', 'void'] });

test('who verifies sees what waits, and verifies the version that was read, beside the scan', async () => {
  const sent: unknown[] = [];
  const asked: string[] = [];
  let now = waiting;
  server.use(
    verifier(),
    http.get('*/api/v1/terms/', () =>
      HttpResponse.json([
        { id: 't1', name: '第一学期', window_opens_on: '2026-07-10', window_closes_on: '2027-01-20' },
      ]),
    ),
    http.get('*/api/v1/awards/', ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json(listOf([waiting]));
    }),
    http.get('*/api/v1/awards/a1/', () => HttpResponse.json(now)),
    http.post('*/api/v1/awards/a1/verify/', ({ request }) => {
      sent.push(request.headers.get('If-Match'));
      now = award({ state: 'verified', state_label: '已核实', counts: true, abilities: ['retrieve', 'send_back'] });
      return HttpResponse.json(now);
    }),
    http.post('*/api/v1/awards/a1/send-back/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(now);
    }),
  );
  const { user } = await open('/awards');

  await user.selectOptions(await screen.findByRole('combobox', { name: '学期' }), '第一学期');
  await waitFor(() => expect(asked.at(-1)).toContain('first=2026-07-10&last=2027-01-20'));
  await user.click(await screen.findByRole('link', { name: '耕耘杯教学大赛' }));
  expect(asked[0]).toContain('state=declared');
  expect(await screen.findByRole('img', { name: /耕耘杯证书/ })).toHaveAttribute('src', '/api/v1/evidence/e1/content/');
  const facts = screen.getByRole('region', { name: '证书内容' });
  expect(
    within(facts)
      .getAllByRole('listitem')
      .map((one) => one.textContent),
  ).toEqual(['曲晓岚', '姜海']);
  await user.click(screen.getByRole('button', { name: '核实' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '确认属实' }));
  expect(await screen.findByText('已核实，计入学校数据。')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '退回' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox'), '等次看错了');
  await user.click(within(dialog).getByRole('button', { name: '退回' }));
  await waitFor(() => expect(sent).toEqual(['"4"', { reason: '等次看错了' }]));
});

test('nothing is verified without a scan', async () => {
  server.use(
    verifier(),
    http.get('*/api/v1/awards/a1/', () => HttpResponse.json({ ...waiting, evidence: [] })),
  );
  await open('/awards/a1');

  expect(await screen.findByRole('button', { name: '核实' })).toBeDisabled();
  expect(screen.getByText('没有扫描件，不能核实。')).toBeVisible();
});

test('what somebody changed meanwhile is read again before it is verified', async () => {
  let now = waiting;
  server.use(
    verifier(),
    http.get('*/api/v1/awards/a1/', () => HttpResponse.json(now)),
    http.post('*/api/v1/awards/a1/verify/', () => {
      now = { ...waiting, grade_label: '二等奖', version: 5 };
      return HttpResponse.json({ code: 'stale', detail: '这项荣誉刚刚有人改过。', current: now }, { status: 412 });
    }),
  );
  const { user } = await open('/awards/a1');

  await user.click(await screen.findByRole('button', { name: '核实' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '确认属实' }));
  expect(await screen.findByText('这项荣誉刚刚有人改过。')).toBeVisible();
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(await screen.findByText('区级 · 二等奖')).toBeVisible();
});

test('level and grade are two words in English, and one in Chinese', async () => {
  const won = award({ level_label: 'District level', grade: 'second', grade_label: 'Second prize' });
  server.use(
    verifier(),
    http.get('*/api/v1/terms/', () => HttpResponse.json([])),
    http.get('*/api/v1/awards/', () => HttpResponse.json(listOf([won, award({ id: 'a2', grade: 'none' })]))),
  );
  const { unmount } = await open('/awards?view=school', 'en');
  expect(await screen.findByText(/District level, Second prize$/)).toBeVisible();
  unmount();
  await open('/awards?view=school');
  expect(await screen.findByText(/District levelSecond prize$/)).toBeVisible();
});
