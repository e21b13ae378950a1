import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { activity, activityGroup, activityKind, offers, organising, programme, TODAY } from '@/testing/activities';
import { listOf } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

beforeEach(() => server.use(organising(), ...offers()));

test('groups stand by their kind; a member leaves on a day', async () => {
  const sent: unknown[] = [];
  const row = activityGroup({
    abilities: ['retrieve', 'end_membership'],
    members: [{ staff: { id: 'staff-jiang', name: '姜海' }, starts_on: '2026-09-01', ends_on: null }],
  });
  server.use(
    http.get('*/api/v1/activity-groups/', () =>
      HttpResponse.json(listOf([row, activityGroup({ id: 'g2', name: '旧队', ends_on: '2025-07-01' })])),
    ),
    http.get('*/api/v1/activity-groups/g1/', () => HttpResponse.json(row)),
    http.post('*/api/v1/activity-groups/g1/end-membership/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(row);
    }),
  );
  const { user } = await open('/activity-groups');

  const studios = await screen.findByRole('region', { name: '名师工作室' });
  expect(studios).toHaveTextContent(/于敏名师工作室.*于敏负责 · 成员 1 人 · 题目 2 个/);
  expect(screen.queryByText('旧队')).toBeNull();
  await user.click(within(studios).getByRole('link'));

  expect(await screen.findByText('整本书阅读')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '姜海退出' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: '退出' }));
  await waitFor(() => expect(sent).toEqual([{ staff: 'staff-jiang', last_day: TODAY }]));
});

test('what is entered of a festival that is over is not of today', async () => {
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/activity-kinds/', () =>
      HttpResponse.json(
        listOf([
          activityKind({
            id: 'k-defence',
            name: '国防节分项活动',
            area: 'defence',
            asks_research_level: false,
            asks_headcount: true,
          }),
        ]),
      ),
    ),
    http.get('*/api/v1/programmes/', () => HttpResponse.json(listOf([programme()]))),
    http.get('*/api/v1/programmes/p1/', () => HttpResponse.json(programme())),
    http.post('*/api/v1/activities/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(activity({ id: 'a9' }), { status: 201 });
    }),
    http.get('*/api/v1/activities/a9/', () => HttpResponse.json(activity({ id: 'a9' }))),
  );
  const { user } = await open('/activities/new?programme=p1&kind=k-defence');

  const day = await screen.findByLabelText(/^日期/);
  expect(day).toHaveValue('');
  await user.type(day, '2026-09-18');
  await user.type(screen.getByRole('textbox', { name: /^主题/ }), '队列比赛');
  await user.type(screen.getByRole('spinbutton', { name: /^其他参加人数/ }), '320');
  await user.click(screen.getByRole('button', { name: '保存' }));
  await waitFor(() =>
    expect(sent[0]).toMatchObject({ programme: 'p1', happened_on: '2026-09-18', headcount: 320, topic: '队列比赛' }),
  );
});

test('a day to come makes a plan of it, which needs no hours yet', async () => {
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/activities/', () => HttpResponse.json(listOf([activity({ is_mine: true })]))),
    http.post('*/api/v1/activities/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(activity({ id: 'a9', state: 'planned', state_label: '计划中' }), { status: 201 });
    }),
    http.get('*/api/v1/activities/a9/', () => HttpResponse.json(activity({ id: 'a9' }))),
  );
  const { user } = await open('/activities/new');

  await user.click(await screen.findByRole('radio', { name: '教研活动' }));
  const day = screen.getByLabelText(/^日期/);
  await user.clear(day);
  await user.type(day, '2026-12-10');
  expect(screen.getByText('日期还没到，先列入计划；开展后再确认。')).toBeVisible();
  await user.type(screen.getByRole('textbox', { name: /^主题/ }), '同课异构');
  await user.click(screen.getByRole('button', { name: '列入计划' }));
  await waitFor(() => expect(sent[0]).toMatchObject({ happened_on: '2026-12-10', topic: '同课异构' }));
  expect(sent[0]).not.toHaveProperty('research_level');
});
