import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { act, copy, goal, plan } from '@/testing/growth';
import { listOf, signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

interface Sent {
  what: string;
  body: unknown;
  match?: string | null;
}

function planned({ file = plan(), acts = [act()] } = {}) {
  const sent: Sent[] = [];
  const note = async (what: string, request: Request) => {
    const text = await request.text();
    sent.push({ what, body: text ? JSON.parse(text) : null, match: request.headers.get('If-Match') });
  };
  server.use(
    signedIn('PORTFOLIO_READ', 'LESSON_READ'),
    http.get('*/api/v1/growth-plans/plan1/', () => HttpResponse.json(file)),
    http.get('*/api/v1/portfolios/pf1/acts/', () => HttpResponse.json(listOf(acts))),
    http.get('*/api/v1/plan-submissions/', () => HttpResponse.json(listOf([copy()]))),
    http.patch('*/api/v1/growth-plans/plan1/', async ({ request }) => {
      await note('write', request);
      return HttpResponse.json({ ...file, version: 5 });
    }),
    http.post('*/api/v1/growth-plans/plan1/submit/', async ({ request }) => {
      await note('submit', request);
      return HttpResponse.json({ ...file, state: 'submitted', copies: 1 });
    }),
    http.post('*/api/v1/growth-goals/', async ({ request }) => {
      await note('goal', request);
      return HttpResponse.json(goal(), { status: 201 });
    }),
  );
  return sent;
}

test('a counted goal says how far it is and opens to the records it counts', async () => {
  planned({ acts: [act(), act({ name: 'o', kinds: ['lesson_observed'], label: '别人的课' })] });
  const { user } = await open('/portfolio/plans/plan1');

  await user.click(await screen.findByText('开公开课：已有 1，目标 2'));
  expect(await screen.findByRole('link', { name: '分数的初步认识' })).toHaveAttribute('href', '/lessons/l1');
  expect(screen.queryByText('别人的课')).toBeNull();
});

test('handing in saves first what was changed', async () => {
  const sent = planned();
  const { user } = await open('/portfolio/plans/plan1');

  await user.type(await screen.findByRole('textbox', { name: '打算读的书' }), '给教师的建议');
  expect(screen.getByText('有改动还没有保存')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '提交审阅' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '提交' }));

  await waitFor(() => expect(sent.map((one) => one.what)).toEqual(['write', 'submit']));
  expect(sent[0]).toMatchObject({
    match: '"4"',
    body: {
      answers: [
        { key: 'now', text: '板书还慢' },
        { key: 'books', text: '给教师的建议' },
      ],
      self_ratings: [],
    },
  });
});

test('what is still missing is said before it is handed in', async () => {
  planned({ file: plan({ missing: ['目标与措施'], goals: [] }) });
  const { user } = await open('/portfolio/plans/plan1');

  await user.click(await screen.findByRole('button', { name: '提交审阅' }));
  expect(await screen.findByText('还有必填的内容没写：目标与措施')).toBeVisible();
});

test('a plan that was changed elsewhere loses neither side', async () => {
  const sent = planned();
  let refused = false;
  server.use(
    http.patch('*/api/v1/growth-plans/plan1/', async ({ request }) => {
      sent.push({ what: 'write', body: await request.json(), match: request.headers.get('If-Match') });
      if (refused) return HttpResponse.json(plan({ version: 10 }));
      refused = true;
      return HttpResponse.json(
        { code: 'stale', detail: '已被改过', errors: [], current: plan({ version: 9 }) },
        { status: 412 },
      );
    }),
  );
  const { user } = await open('/portfolio/plans/plan1');

  await user.type(await screen.findByRole('textbox', { name: '打算读的书' }), '静悄悄的革命');
  await user.click(screen.getByRole('button', { name: '保存规划' }));
  await user.click(await screen.findByRole('button', { name: '用我现在写的' }));

  expect(await screen.findByText('都已保存')).toBeVisible();
  expect(sent.map((one) => one.match)).toEqual(['"4"', '"9"']);
  expect(screen.getByRole('textbox', { name: '打算读的书' })).toHaveValue('静悄悄的革命');
});

test('a goal is set with what counts, and never with how far it is', async () => {
  const sent = planned();
  const { user } = await open('/portfolio/plans/plan1');

  await user.click(await screen.findByRole('button', { name: '加一个目标' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: '保存' }));
  expect(await within(dialog).findAllByText('请填写')).toHaveLength(3);
  await user.click(within(dialog).getByRole('radio', { name: '学习进修' }));
  await user.type(within(dialog).getByRole('textbox', { name: /^目标/ }), '学满三十学时');
  await user.selectOptions(within(dialog).getByRole('combobox', { name: '算什么' }), '培训（学时）');
  await user.type(within(dialog).getByRole('spinbutton', { name: /做到多少/ }), '30');
  await user.click(within(dialog).getByRole('button', { name: '保存' }));

  await waitFor(() =>
    expect(sent).toMatchObject([
      {
        what: 'goal',
        body: {
          plan: 'plan1',
          dimension: 'learning',
          words: '学满三十学时',
          measure: 'count',
          counter: 'training_hours',
          target: 30,
        },
      },
    ]),
  );
});
