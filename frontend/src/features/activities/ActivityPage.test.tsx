import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { activity, activityKind, offers, organising, person, training } from '@/testing/activities';
import { listOf } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

beforeEach(() => server.use(organising(), ...offers()));

test('the organiser confirms who said to have been there', async () => {
  const said: unknown[] = [];
  server.use(
    http.get('*/api/v1/activities/a1/', () =>
      HttpResponse.json(
        activity({
          is_mine: true,
          abilities: ['retrieve', 'confirm_attendance'],
          participants: [person('g1', '于敏', { attended: null, is_own_word: true }), person('g2', '王芳')],
        }),
      ),
    ),
    http.post('*/api/v1/activities/a1/confirm-attendance/', async ({ request }) => {
      said.push(await request.json());
      return HttpResponse.json(activity());
    }),
  );
  const { user } = await open('/activities/a1');

  expect(await screen.findByText('本人说到了，待确认')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '于敏到了' }));
  await waitFor(() => expect(said).toEqual([{ answers: [{ staff: 'g1', attended: true }] }]));
});

test('a plan is held with what is still wanted, and who did not come', async () => {
  const plan = activity({
    kind: { ...training },
    state: 'planned',
    state_label: '计划中',
    happened_on: '2026-11-20',
    research_level: '' as 'routine',
    research_level_label: '',
    is_mine: true,
    abilities: ['retrieve', 'hold', 'cancel'],
    participants: [person('g1', '于敏', { attended: null }), person('g2', '王芳', { attended: null })],
    lacking: ['hours'],
  });
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/activities/a1/', () => HttpResponse.json(plan)),
    http.post('*/api/v1/activities/a1/hold/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(activity());
    }),
  );
  const { user } = await open('/activities/a1');

  await user.click(await screen.findByRole('button', { name: '确认已开展' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(await within(dialog).findByRole('button', { name: '确认已开展' }));
  expect(within(dialog).getByText('请填写')).toBeVisible();
  expect(sent).toEqual([]);
  await user.type(within(dialog).getByRole('spinbutton', { name: /^学时/ }), '4');
  await user.click(within(dialog).getByRole('checkbox', { name: '王芳' }));
  await user.click(within(dialog).getByRole('button', { name: '确认已开展' }));
  await waitFor(() => expect(sent).toEqual([{ hours: 4, outcome: '', absent: ['g2'] }]));
});

test('who took part writes what they make of it and says who may read it', async () => {
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/activities/a1/', () =>
      HttpResponse.json(activity({ my_part: { role: 'participant', attended: true }, abilities: ['retrieve'] })),
    ),
    http.post('*/api/v1/activity-reflections/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({}, { status: 201 });
    }),
  );
  const { user } = await open('/activities/a1');

  await user.type(await screen.findByRole('textbox', { name: /^我的感悟/ }), '要先看单元再看课');
  expect(screen.getByText('您和组织者姜海能看。')).toBeVisible();
  await user.click(screen.getByRole('switch', { name: /^仅自己看/ }));
  expect(screen.getByText('仅自己能看。')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '保存' }));
  await waitFor(() => expect(sent).toEqual([{ text: '要先看单元再看课', is_private: true, activity: 'a1' }]));
});

test('who was not there is asked for no words, and may say to have been there', async () => {
  const sent: string[] = [];
  server.use(
    http.get('*/api/v1/activities/a1/', () => HttpResponse.json(activity())),
    http.post('*/api/v1/activities/a1/take-part/', () => {
      sent.push('take-part');
      return HttpResponse.json(activity());
    }),
  );
  const { user } = await open('/activities/a1');

  await user.click(await screen.findByRole('button', { name: '我参加了' }));
  await waitFor(() => expect(sent).toEqual(['take-part']));
  expect(screen.queryByRole('textbox')).toBeNull();
});

test('a new kind for visitors counts them too', async () => {
  const sent: unknown[] = [];
  server.use(
    organising('ACTIVITY_KEEP'),
    http.post('*/api/v1/activity-kinds/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(activityKind(), { status: 201 });
    }),
    http.get('*/api/v1/activity-kinds/', () => HttpResponse.json(listOf([activityKind({ abilities: ['change'] })]))),
  );
  const { user } = await open('/activity-kinds');

  expect(await screen.findByRole('region', { name: '教研' })).toHaveTextContent(/教研活动.*教研层级、成果/);
  await user.click(screen.getByRole('button', { name: '新增类型' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox', { name: /^名称/ }), '来访接待');
  await user.type(within(dialog).getByRole('textbox', { name: /^代码/ }), 'visitors');
  await user.click(within(dialog).getByRole('checkbox', { name: '来访人数' }));
  await user.click(within(dialog).getByRole('button', { name: '保存' }));
  await waitFor(() =>
    expect(sent[0]).toMatchObject({ code: 'visitors', asks_visitors: true, asks_headcount: true, is_for_staff: true }),
  );
});
