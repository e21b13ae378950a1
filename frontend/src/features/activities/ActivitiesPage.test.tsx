import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { activity, activityKind, offers, organising, person, programme, TODAY, training } from '@/testing/activities';
import { listOf } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

beforeEach(() => server.use(organising(), ...offers()));

test('activities stand by month; area, kind, programme and month go to the school', async () => {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get('*/api/v1/activities/', ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json(
        listOf([
          activity({ my_part: { role: 'speaker', attended: true } }),
          activity({
            id: 'a2',
            topic: '防震演练',
            happened_on: '2026-10-12',
            state: 'cancelled',
            state_label: '已取消',
          }),
        ]),
      );
    }),
    ...offers([activityKind(), training], [programme()]),
  );
  const { user } = await open('/activities');

  const november = await screen.findByRole('region', { name: '2026年11月' });
  expect(within(november).getByRole('link')).toHaveTextContent(/单元整体教学怎么做.*姜海.*我主讲/);
  expect(screen.getByRole('region', { name: '2026年10月' })).toHaveTextContent(/防震演练.*已取消/);
  expect(asked[0]?.get('last')).toBe(TODAY);

  await user.selectOptions(screen.getByRole('combobox', { name: '领域' }), '教研');
  await waitFor(() => expect(asked.at(-1)?.get('area')).toBe('research'));
  await user.selectOptions(screen.getByRole('combobox', { name: '类型' }), '教研活动');
  await user.selectOptions(screen.getByRole('combobox', { name: '系列活动' }), '国防节（第 3 届）');
  await user.selectOptions(screen.getByRole('combobox', { name: '月份' }), '2026年11月');
  await user.click(screen.getByRole('button', { name: '与我有关' }));
  await waitFor(() =>
    expect(Object.fromEntries(asked.at(-1) ?? [])).toMatchObject({
      mine: 'true',
      area: 'research',
      kind: 'k-research',
      programme: 'p1',
      first: '2026-11-01',
      last: '2026-11-30',
    }),
  );
});

test('four answers record an activity: kind, day, topic, who', async () => {
  const sent: { key: string | null; body: unknown }[] = [];
  server.use(
    http.get('*/api/v1/activities/', () => HttpResponse.json(listOf([activity({ is_mine: true })]))),
    http.post('*/api/v1/activities/', async ({ request }) => {
      sent.push({ key: request.headers.get('Idempotency-Key'), body: await request.json() });
      return HttpResponse.json(activity({ id: 'a9' }), { status: 201 });
    }),
    http.get('*/api/v1/activities/a9/', () => HttpResponse.json(activity({ id: 'a9' }))),
  );
  const { user } = await open('/activities/new');

  await user.click(await screen.findByRole('button', { name: '保存' }));
  expect(screen.getAllByText('请填写').length).toBeGreaterThan(1);
  expect(sent).toEqual([]);

  // What one entered last is one tap away.
  await user.click(await screen.findByRole('radio', { name: '教研活动' }));
  await user.type(screen.getByRole('textbox', { name: /^主题/ }), '单元整体教学怎么做');
  await user.click(screen.getByRole('radio', { name: '主题教研' }));
  await user.click(screen.getByRole('button', { name: '选择：谁参加了' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('checkbox', { name: /姜海/ }));
  await user.click(within(dialog).getByRole('button', { name: '完成（已选 1）' }));
  await user.click(screen.getByRole('button', { name: '保存' }));

  expect(await screen.findByRole('heading', { level: 1, name: '单元整体教学怎么做' })).toBeVisible();
  expect(sent).toHaveLength(1);
  expect(sent[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
  expect(sent[0]?.body).toMatchObject({
    kind: 'k-research',
    happened_on: TODAY,
    topic: '单元整体教学怎么做',
    research_level: 'themed',
    participants: [{ staff: 'staff-jiang', role: 'participant' }],
  });
  expect(sent[0]?.body).not.toHaveProperty('hours');
});

test('what the school refuses stands at its field, also behind “更多”, and nothing written is lost', async () => {
  server.use(
    http.get('*/api/v1/activities/', () => HttpResponse.json(listOf([activity({ is_mine: true })]))),
    http.post('*/api/v1/activities/', () =>
      HttpResponse.json(
        {
          type: 'about:blank',
          title: '',
          status: 400,
          code: 'invalid',
          detail: '',
          errors: [{ field: 'venue', code: 'x', detail: '地点写错了' }],
        },
        { status: 400 },
      ),
    ),
  );
  const { user } = await open('/activities/new');

  await user.click(await screen.findByRole('radio', { name: '教研活动' }));
  await user.type(screen.getByRole('textbox', { name: /^主题/ }), '我写的主题');
  await user.click(screen.getByRole('radio', { name: '常规教研' }));
  await user.click(screen.getByRole('button', { name: '保存' }));

  expect(await screen.findByText('地点写错了')).toBeVisible();
  expect(screen.getByRole('textbox', { name: /^主题/ })).toHaveValue('我写的主题');
});

test('a change sends what was changed with the version it began with, and keeps what was said of those who were there', async () => {
  const before = activity({
    is_mine: true,
    abilities: ['retrieve', 'partial_update'],
    participants: [
      person('staff-jiang', '姜海', { role: 'speaker', role_label: '主讲' }),
      person('staff-qu', '曲晓岚', { attended: null, is_own_word: true }),
    ],
  });
  const sent: { match: string | null; body: unknown }[] = [];
  server.use(
    http.get('*/api/v1/staff/', () =>
      HttpResponse.json(
        listOf([
          { id: 'staff-qu', name: '曲晓岚', posts: ['班主任'] },
          { id: 'staff-jiang', name: '姜海', posts: [] },
          { id: 'staff-yu', name: '于敏', posts: ['任课教师'] },
        ]),
      ),
    ),
    http.get('*/api/v1/activities/a1/', () => HttpResponse.json(before)),
    http.patch('*/api/v1/activities/a1/', async ({ request }) => {
      sent.push({ match: request.headers.get('If-Match'), body: await request.json() });
      return HttpResponse.json(before);
    }),
  );
  const { user } = await open('/activities/a1/edit');

  const topic = await screen.findByRole('textbox', { name: /^主题/ });
  await user.clear(topic);
  await user.type(topic, '换了主题');
  await user.click(screen.getByRole('button', { name: '选择：谁参加了' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(await within(dialog).findByRole('checkbox', { name: /于敏/ }));
  await user.click(within(dialog).getByRole('button', { name: '完成（已选 2）' }));
  await user.click(screen.getByRole('button', { name: '保存' }));

  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toEqual({
    match: '"3"',
    body: {
      topic: '换了主题',
      participants: [
        { staff: 'staff-jiang', role: 'speaker', attended: true },
        { staff: 'staff-qu', role: 'participant', attended: null },
        { staff: 'staff-yu', role: 'participant' },
      ],
    },
  });
});
