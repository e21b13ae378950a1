import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { open } from '@/testing/render';
import { homeroom, server } from '@/testing/server';

const category = { code: 'hardship', name: '特困生', purpose: '送温暖' };
const student = { id: 's1', name: '于沐宸', school_class: { id: 'c1', name: '三年级(2)班' } };
const entry = {
  id: 'e1',
  student,
  category,
  starts_on: '2025-09-01',
  ends_on: null,
  source: '民政部门名单',
  approved_by: null,
  has_note: false,
  recorded_at: '2025-09-01T02:00:00Z',
  reviewed_at: null,
  is_review_due: true,
  abilities: [],
};
const waiting = {
  id: 'p1',
  kind: 'stay',
  student,
  category,
  circumstance: 'e9',
  starts_on: '2025-09-01',
  ends_on: null,
  basis: '家长确认情况未变',
  state: 'proposed',
  waits_for: 'check',
  is_passed_over: false,
  proposed_at: '2026-09-08T02:00:00Z',
  proposed_by: { id: 'staff-qu', name: '曲晓岚' },
  checked_at: null,
  checked_by: null,
  confirmed_at: null,
  confirmed_by: null,
  sent_back_at: null,
  sent_back_by: null,
  send_back_reason: '',
  withdrawn_at: null,
  abilities: ['check', 'send_back'],
};
const page = <T,>(results: T[]) => HttpResponse.json({ count: results.length, next: null, results });
const sent: unknown[] = [];

function as(...permissions: string[]) {
  server.use(http.get('*/api/v1/me/', () => HttpResponse.json({ ...homeroom, permissions })));
}

beforeEach(() => {
  sent.length = 0;
  server.use(
    http.get('*/api/v1/circumstances/', () => page([entry])),
    http.get('*/api/v1/care-proposals/', ({ request }) =>
      page(new URL(request.url).searchParams.get('state') === 'open' ? [waiting] : []),
    ),
    http.post('*/api/v1/care-proposals/', async ({ request }) => {
      sent.push({ key: request.headers.get('Idempotency-Key'), body: await request.json() });
      return HttpResponse.json({ ...waiting, id: 'p2' }, { status: 201 });
    }),
    http.post('*/api/v1/care-proposals/p1/:step/', async ({ request, params }) => {
      sent.push({ step: params.step, body: await request.text() });
      return HttpResponse.json({ ...waiting, waits_for: 'confirm' });
    }),
  );
});

test('still so is one press, and one gesture with its key', async () => {
  as('PROPOSAL_READ', 'PROPOSAL_MAKE', 'CIRCUMSTANCE_READ');
  const { user } = await open('/proposals');

  await user.click(await screen.findByRole('button', { name: '仍符合：于沐宸 特困生' }));

  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({
    key: expect.stringMatching(/^[0-9a-f-]{36}$/),
    body: { kind: 'stay', circumstance: 'e1' },
  });
});

test('a grade leader checks, and is not offered what only those who may know are', async () => {
  as('PROPOSAL_READ', 'PROPOSAL_CHECK');
  const { user } = await open('/proposals');

  expect(await screen.findByText('于沐宸')).toBeVisible();
  expect(screen.queryByRole('link', { name: '于沐宸' })).toBeNull();
  expect(screen.queryByRole('button', { name: /查看/ })).toBeNull();
  await user.click(screen.getByRole('button', { name: '复核：于沐宸' }));

  await waitFor(() => expect(sent).toMatchObject([{ step: 'check' }]));
});

test('sending back asks for the reason', async () => {
  as('PROPOSAL_READ', 'PROPOSAL_CHECK');
  const { user } = await open('/proposals');

  await user.click(await screen.findByRole('button', { name: '退回：于沐宸' }));
  await user.type(await screen.findByLabelText(/退回原因/), '请补上日期');
  await user.click(screen.getAllByRole('button', { name: '退回' }).at(-1) as HTMLElement);

  await waitFor(() => expect(sent).toMatchObject([{ step: 'send-back', body: '{"reason":"请补上日期"}' }]));
});
