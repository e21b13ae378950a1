import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, expect, test } from 'vitest';
import { schoolToday } from '@/shared/i18n/format';
import { outbox } from '@/shared/offline/outbox';
import { signedInAs } from '@/shared/session/me';
import { open } from '@/testing/render';
import { server } from '@/testing/server';
import { withChanges } from './change';
import { blank, fromRequest, toRequest } from './schema';
import { newVisitKind } from './send';

beforeAll(() => outbox.start({ 'home-visit': newVisitKind }, signedInAs));

const arrivals: unknown[] = [];
const storing = () => {
  arrivals.length = 0;
  server.use(
    http.post('*/api/v1/home-visits/', async ({ request }) => {
      arrivals.push(await request.json());
      return HttpResponse.json({ id: 'v1', version: 1 }, { status: 201 });
    }),
  );
};

async function declined(wish: string) {
  storing();
  const { user } = await open('/visits/new?student=s1');
  await user.click(await screen.findByRole('radio', { name: '家长婉拒' }));
  await user.click(await screen.findByRole('radio', { name: wish }));
  await user.click(screen.getByRole('checkbox', { name: /未接受宴请和礼品/ }));
  return user;
}

test('a family that wishes no visit: the wish travels in the same record', async () => {
  const user = await declined('本学期不走访');
  await user.click(screen.getByRole('button', { name: '保存家访' }));

  await waitFor(() => expect(arrivals).toHaveLength(1));
  expect(arrivals[0]).toMatchObject({
    outcome: 'declined',
    exemption: { categories: ['hardship'], reason: '家长表示本学期不需要走访' },
  });
});

test('a family that would rather meet otherwise: an agreement with a channel and a day', async () => {
  const user = await declined('另约见面');
  await user.click(screen.getByRole('button', { name: '保存家访' }));
  expect(await screen.findByText('请选择办结日期')).toBeVisible();

  await user.click(within(screen.getByRole('group', { name: /怎么见面/ })).getByRole('radio', { name: '电话' }));
  fireEvent.change(screen.getByLabelText(/约定日期/), { target: { value: schoolToday() } });
  await user.click(screen.getByRole('button', { name: '保存家访' }));

  await waitFor(() => expect(arrivals).toHaveLength(1));
  expect(arrivals[0]).toMatchObject({
    agreed: { what: '另约见面：电话', owner: 'staff-qu', due_on: schoolToday(), channel: 'phone' },
  });
});

test('what a family that was met had chosen before does not travel', () => {
  const values = {
    ...blank('s1'),
    wish: 'exempt' as const,
    exempt_categories: ['hardship'],
    exempt_reason: '家长说明',
  };

  expect(toRequest({ ...values, outcome: 'declined' }).exemption).toBeDefined();
  expect(toRequest(values).exemption).toBeUndefined();
});

test('a refused wish comes back into the form', () => {
  const values = {
    ...blank('s1'),
    outcome: 'declined' as const,
    wish: 'exempt' as const,
    exempt_categories: ['hardship'],
    exempt_reason: '家长说明',
  };
  const again = fromRequest(toRequest(values));

  expect(again).toMatchObject({ wish: 'exempt', exempt_categories: ['hardship'], exempt_reason: '家长说明' });
  const { exemption } = toRequest(values);
  expect(exemption && withChanges(blank('s1'), { exemption })).toMatchObject({ wish: 'exempt' });
});
