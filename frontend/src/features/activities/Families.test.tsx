import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { consultation, contact, offers, organising, programme, pupilPair } from '@/testing/activities';
import { listOf } from '@/testing/office';
import { open } from '@/testing/render';
import { homeroom, server } from '@/testing/server';

beforeEach(() => server.use(organising(), ...offers()));

test('the words of a meeting stay sealed until they are opened, and go when they are hidden', async () => {
  const opened: string[] = [];
  server.use(
    http.get('*/api/v1/pupil-pairs/pp1/', () => HttpResponse.json(pupilPair())),
    http.get('*/api/v1/pupil-contacts/', () =>
      HttpResponse.json(listOf([contact(), contact({ id: 'm2', contacted_on: '2026-10-08', abilities: [] })])),
    ),
    http.post('*/api/v1/pupil-contacts/m1/read/', () => {
      opened.push('m1');
      return HttpResponse.json({ words: '他说最近睡得晚' });
    }),
  );
  const { user } = await open('/pupil-pairs/pp1');

  expect(await screen.findByText('内容密封')).toBeVisible();
  expect(screen.queryByText(/他说最近睡得晚/)).toBeNull();
  await user.click(screen.getByRole('button', { name: '打开内容：2026年11月12日' }));
  expect(await screen.findByText(/他说最近睡得晚/)).toBeVisible();
  expect(opened).toEqual(['m1']);
  await user.click(screen.getByRole('button', { name: '收起' }));
  expect(screen.queryByText(/他说最近睡得晚/)).toBeNull();
});

test('a meeting is noted with a day and a way; a pair asks for no reason', async () => {
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/pupil-pairs/', () => HttpResponse.json(listOf([pupilPair()]))),
    http.get('*/api/v1/pupil-pairs/pp1/', () => HttpResponse.json(pupilPair())),
    http.get('*/api/v1/pupil-contacts/', () => HttpResponse.json(listOf([]))),
    http.post('*/api/v1/pupil-contacts/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(contact(), { status: 201 });
    }),
  );
  const { user } = await open('/pupil-pairs');

  await user.click(await screen.findByRole('button', { name: '结对' }));
  const form = await screen.findByRole('dialog');
  expect(within(form).getByText('不问、也不记为什么和这个孩子结对。')).toBeVisible();
  expect(within(form).queryByRole('textbox', { name: /原因|为什么/ })).toBeNull();
  await user.click(within(form).getByRole('button', { name: '取消' }));

  await user.click(await screen.findByRole('link', { name: /于沐宸/ }));
  await user.click(await screen.findByRole('button', { name: '记一次交流' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('radio', { name: '辅导学习' }));
  await user.type(within(dialog).getByRole('spinbutton', { name: '时长（分钟）' }), '30');
  await user.click(within(dialog).getByRole('button', { name: '保存' }));
  await waitFor(() =>
    expect(sent).toEqual([{ pair: 'pp1', contacted_on: '2026-11-23', way: 'learning', minutes: 30, words: '' }]),
  );
});

test('a name of a child in an answer is refused at the field', async () => {
  server.use(
    organising('CONSULTATION_ANSWER'),
    http.get('*/api/v1/consultations/', () => HttpResponse.json(listOf([consultation()]))),
    http.post('*/api/v1/consultations/q1/answer/', () =>
      HttpResponse.json(
        {
          type: 'about:blank',
          title: '',
          status: 400,
          code: 'invalid',
          detail: '',
          errors: [{ field: 'answer', code: 'child_named', detail: '写到了孩子：于沐宸。' }],
        },
        { status: 400 },
      ),
    ),
  );
  const { user } = await open('/consultations');

  await user.click(await screen.findByRole('button', { name: '回答：作业拖拉怎么办' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox', { name: /^回答/ }), '于沐宸可以先玩再写');
  await user.click(within(dialog).getByRole('button', { name: '保存' }));
  expect(await within(dialog).findByText('写到了孩子：于沐宸。')).toBeVisible();
  expect(within(dialog).getByRole('textbox', { name: /^回答/ })).toHaveValue('于沐宸可以先玩再写');
});

test('the parents’ committee reads the shared answers and nothing else of it', async () => {
  server.use(
    http.get('*/api/v1/me/', () =>
      HttpResponse.json({
        ...homeroom,
        is_committee: true,
        staff_id: null,
        posts: [],
        permissions: ['PUBLICATION_READ', 'CONSULTATION_READ'],
      }),
    ),
    http.get('*/api/v1/consultations/', () =>
      HttpResponse.json(
        listOf([consultation({ answer: '先定时间', is_answered: true, is_shared: true, abilities: ['retrieve'] })]),
      ),
    ),
  );
  await open('/consultations');

  expect(await screen.findByText('先定时间')).toBeVisible();
  expect(screen.queryByRole('button', { name: /回答|公开|作废|记一个/ })).toBeNull();
  expect(screen.queryByRole('link', { name: '活动' })).toBeNull();
});

test('a campaign of study is planned with its three phases and topics', async () => {
  const sent: unknown[] = [];
  server.use(
    organising('ACTIVITY_KEEP'),
    http.post('*/api/v1/programmes/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(programme(), { status: 201 });
    }),
  );
  const { user } = await open('/programmes');

  await user.click((await screen.findAllByRole('button', { name: '新建系列' }))[0] as HTMLElement);
  const dialog = await screen.findByRole('dialog');
  await user.selectOptions(within(dialog).getByRole('combobox', { name: /^类型/ }), '大学习');
  await user.type(within(dialog).getByRole('textbox', { name: /^名称/ }), '师德大学习');
  await user.type(within(dialog).getByLabelText(/^开始/), '2026-11-01');
  await user.type(within(dialog).getByLabelText(/^结束/), '2026-11-30');
  const add = within(dialog).getByRole('button', { name: '加一个阶段' });
  await user.click(add);
  const end = within(dialog).getByLabelText('第 1 阶段 结束');
  await user.clear(end);
  await user.type(end, '2026-11-10');
  await user.click(add);
  await user.click(within(dialog).getByRole('button', { name: '加一个题目' }));
  await user.type(within(dialog).getByRole('textbox', { name: '题目 1' }), '怎样爱后进生');
  await user.click(within(dialog).getByRole('button', { name: '保存' }));

  await waitFor(() =>
    expect(sent[0]).toMatchObject({
      kind: 'study',
      name: '师德大学习',
      phases: [
        { name: '学习阶段', starts_on: '2026-11-01', ends_on: '2026-11-10' },
        { name: '讨论阶段', starts_on: '2026-11-11', ends_on: '2026-11-30' },
      ],
      topics: [{ title: '怎样爱后进生' }],
    }),
  );
});
