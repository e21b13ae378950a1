import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, expect, test } from 'vitest';
import { schoolToday } from '@/shared/i18n/format';
import { outbox } from '@/shared/offline/outbox';
import { signedInAs } from '@/shared/session/me';
import { open } from '@/testing/render';
import { homeroom, server } from '@/testing/server';
import { newVisitKind } from './send';

beforeAll(() => outbox.start({ 'home-visit': newVisitKind }, signedInAs));

const arrivals: { key: string | null; body: unknown }[] = [];
const storing = () => {
  arrivals.length = 0;
  server.use(
    http.post('*/api/v1/home-visits/', async ({ request }) => {
      arrivals.push({ key: request.headers.get('Idempotency-Key'), body: await request.json() });
      return HttpResponse.json({ id: 'v1', version: 1 }, { status: 201 });
    }),
  );
};

test('the shortest visit: student from the address, three taps, saved and sent with its key', async () => {
  storing();
  const { user } = await open('/visits/new?student=s1');
  expect(await screen.findByDisplayValue('于沐宸 · 三年级(2)班')).toBeVisible();

  await user.click(screen.getByRole('checkbox', { name: /送温暖/ }));
  await user.click(screen.getByRole('checkbox', { name: /未接受宴请和礼品/ }));
  await user.click(screen.getByRole('button', { name: '保存家访' }));

  await waitFor(() => expect(arrivals).toHaveLength(1));
  expect(arrivals[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
  expect(arrivals[0]?.body).toEqual({
    student: 's1',
    visited_on: schoolToday(),
    channel: 'on_site',
    outcome: 'done',
    integrity: true,
    purposes: ['hardship'],
  });
  await waitFor(() => expect(outbox.snapshot().items).toEqual([]));
});

test('what is missing is said beside its field, and nothing is stored', async () => {
  storing();
  const { user } = await open('/visits/new');

  await user.click(await screen.findByRole('button', { name: '保存家访' }));

  expect(await screen.findByText('请选择学生')).toBeVisible();
  expect(screen.getByText('请确认这一项')).toBeVisible();
  expect(outbox.snapshot().items).toEqual([]);
  expect(arrivals).toEqual([]);
});

test('an agreement is all or nothing, and its owner is whoever writes it', async () => {
  storing();
  const { user } = await open('/visits/new?student=s2');
  await screen.findByDisplayValue('姜一诺 · 三年级(2)班');
  expect(screen.queryByText('送温暖')).toBeNull();

  await user.click(screen.getByRole('checkbox', { name: /未接受/ }));
  await user.click(screen.getByText('补充'));
  await user.type(await screen.findByRole('textbox', { name: '约定的事' }), '每晚九点前收手机');
  await user.click(screen.getByRole('button', { name: '保存家访' }));
  expect(await screen.findByText('请选择办结日期')).toBeVisible();

  await user.type(screen.getByLabelText('办结日期'), '2099-01-15');
  await user.click(screen.getByRole('button', { name: '保存家访' }));

  await waitFor(() => expect(arrivals).toHaveLength(1));
  expect(arrivals[0]?.body).toMatchObject({
    agreed: { what: '每晚九点前收手机', owner: homeroom.staff_id, due_on: '2099-01-15' },
  });
});

test('nobody met, nobody received us', async () => {
  storing();
  const { user } = await open('/visits/new?student=s2');
  await screen.findByDisplayValue('姜一诺 · 三年级(2)班');

  await user.click(screen.getByText('补充'));
  await user.click(await screen.findByRole('radio', { name: '母亲' }));
  await user.click(screen.getByRole('radio', { name: '家中无人' }));
  await user.click(screen.getByRole('checkbox', { name: /未接受/ }));
  await user.click(screen.getByRole('button', { name: '保存家访' }));

  await waitFor(() => expect(arrivals).toHaveLength(1));
  expect(arrivals[0]?.body).not.toHaveProperty('received_by');
});

test('a way of meeting that does not count is said beside the choice, and can be saved all the same', async () => {
  storing();
  server.use(
    http.get('*/api/v1/visitable-students/', () =>
      HttpResponse.json({
        count: 1,
        next: null,
        results: [
          {
            id: 's1',
            name: '于沐宸',
            student_number: '20240301',
            school_class: { id: 'c1', name: '三年级(2)班' },
            purposes: [{ code: 'hardship', name: '特困生', purpose: '送温暖', accepted_channels: ['on_site'] }],
            general_channels: ['on_site', 'at_school'],
          },
        ],
      }),
    ),
  );
  const { user } = await open('/visits/new?student=s1&purpose=hardship');
  expect(await screen.findByDisplayValue('于沐宸 · 三年级(2)班')).toBeVisible();
  expect(screen.queryByText(/不计入/)).toBeNull();

  await user.click(screen.getByRole('radio', { name: '到校约谈' }));
  expect(screen.getByText('到校约谈不计入“送温暖”的要求，记录照常保存。')).toBeVisible();
  await user.click(screen.getByRole('radio', { name: '电话' }));
  expect(screen.getByText(/电话不计入“送温暖”的要求，记录照常保存。 电话不计入普访/)).toBeVisible();
});
