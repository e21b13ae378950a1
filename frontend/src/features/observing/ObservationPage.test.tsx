import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { choices, observation, teaching } from '@/testing/lessons';
import { listOf } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

const shared = observation({
  side: 'host',
  observer: { id: 'staff-yu', name: '于敏' },
  state: 'shared',
  state_label: '已分享',
  shared_at: '2026-11-23T10:00:00+08:00',
  acts_next: [
    { side: 'host', step: 'reflect', step_label: '阅读并回应', who: { id: 'staff-qu', name: '曲晓岚' }, is_me: true },
  ],
  strategies: [
    {
      id: 's1',
      text: '一个问题管一节课',
      tags: [{ id: 't1', name: '问题设计' }],
      card: { id: 'card', state: 'waiting' },
    },
  ],
  suggestion: '小结留给学生说',
  abilities: ['retrieve', 'reflect', 'reopen', 'history'],
});

beforeEach(() =>
  server.use(
    teaching(),
    ...choices(),
    http.get('*/api/v1/observations/o1/history/', () => HttpResponse.json(listOf([]))),
  ),
);

test('the host reads, answers, and acknowledges without agreeing', async () => {
  let now: typeof shared = shared;
  const answers: unknown[] = [];
  server.use(
    http.get('*/api/v1/observations/o1/', () => HttpResponse.json(now)),
    http.post('*/api/v1/observations/o1/reflect/', async ({ request }) => {
      const body = (await request.json()) as { reflection: string };
      answers.push(body);
      now = {
        ...shared,
        ...body,
        state: 'reflected',
        reflected_at: '2026-11-23T12:00:00+08:00',
        acts_next: [],
        abilities: ['retrieve', 'acknowledge', 'reopen', 'history'],
      };
      return HttpResponse.json(now);
    }),
    http.post('*/api/v1/observations/o1/acknowledge/', () => {
      now = {
        ...now,
        state: 'acknowledged',
        host_acknowledged_at: '2026-11-23T12:01:00+08:00',
        abilities: ['retrieve'],
      };
      return HttpResponse.json(now);
    }),
  );
  const { user } = await open('/observations/o1');

  expect(await screen.findByText('现在轮到您：阅读并回应')).toBeVisible();
  expect(screen.getByText('小结留给学生说')).toBeVisible();
  await user.type(screen.getByRole('textbox', { name: /读了这份记录/ }), '下次把小结交给学生');
  await user.click(screen.getByRole('button', { name: '回应' }));
  await waitFor(() => expect(answers).toEqual([{ reflection: '下次把小结交给学生' }]));

  expect(await screen.findByText('确认不等于同意，只表示已经读过。')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '确认已阅' }));
  expect(await screen.findByText(/姜海已确认/)).toBeVisible();
  expect(screen.getByText('于敏还没有确认')).toBeVisible();
});

test('a strategy goes to the collection only with the consent of its teacher', async () => {
  const answers: unknown[] = [];
  server.use(
    http.get('*/api/v1/observations/o1/', () => HttpResponse.json(shared)),
    http.post('*/api/v1/strategies/card/answer/', async ({ request }) => {
      answers.push(await request.json());
      return HttpResponse.json({ state: 'public' });
    }),
  );
  const { user } = await open('/observations/o1');

  expect(await screen.findByText(/于敏想把这条收进策略库/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: '同意' }));
  await waitFor(() => expect(answers).toEqual([{ answer: 'consented' }]));
});

test('it is opened again with a reason, and the earlier version stays to be read', async () => {
  const reasons: unknown[] = [];
  server.use(
    http.get('*/api/v1/observations/o1/', () => HttpResponse.json(shared)),
    http.get('*/api/v1/observations/o1/history/', () =>
      HttpResponse.json(
        listOf([
          {
            number: 1,
            reopened_at: '2026-11-24T09:00:00+08:00',
            reopened_by: { id: 's', name: '于敏' },
            reason: '漏写一条',
            body: { suggestion: '原来的建议', strategies: [{ text: '原来的策略', tags: [] }] },
          },
        ]),
      ),
    ),
    http.post('*/api/v1/observations/o1/reopen/', async ({ request }) => {
      reasons.push(await request.json());
      return HttpResponse.json(shared);
    }),
  );
  const { user } = await open('/observations/o1');

  const versions = await screen.findByRole('region', { name: '以前的版本' });
  expect(versions).toHaveTextContent(/于敏 .* 重新打开：漏写一条/);
  expect(versions).toHaveTextContent('原来的建议');
  await user.click(screen.getByRole('button', { name: '重新打开' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox'), '想补充板书');
  await user.click(within(dialog).getByRole('button', { name: '重新打开' }));
  await waitFor(() => expect(reasons).toEqual([{ reason: '想补充板书' }]));
});

test('a scored record shows the version it was begun by, its total and how that came', async () => {
  server.use(
    http.get('*/api/v1/observations/o1/', () =>
      HttpResponse.json({
        ...shared,
        rubric: {
          id: 'v2',
          rubric: { id: 'r', code: 'R', name: '课堂教学评价表' },
          number: 2,
          bonus_most: 5,
          grades: [],
          criteria: [
            {
              code: 'A1',
              section: '目标',
              text: '目标具体',
              kind: 'scale',
              kind_label: '等级',
              levels: 5,
              weight: '10.00',
              is_bonus: false,
              options: [],
            },
          ],
        },
        scores: [{ criterion: 'A1', level: 4, is_na: false, options: [], count: null, text: '' }],
        result: { total: '80.0', grade: '良', bonus: null, formula: '(10×4/5) ÷ (10) × 100 = 80.0', left_out: 0 },
      }),
    ),
  );
  await open('/observations/o1');

  const scores = await screen.findByRole('region', { name: '评课表' });
  expect(scores).toHaveTextContent('课堂教学评价表 · 第 2 版');
  expect(scores).toHaveTextContent('80.0 分 · 良');
  expect(scores).toHaveTextContent('(10×4/5) ÷ (10) × 100 = 80.0');
});
