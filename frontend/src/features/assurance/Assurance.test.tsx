import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { queryClient } from '@/shared/api/queryClient';
import { declaration, group, item, survey, task } from '@/testing/assurance';
import { listOf, signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { homeroom, server } from '@/testing/server';

const SECRET = '有老师在课后收了礼品卡';

test('words of supervision are opened for a purpose, one item at a time', async () => {
  server.use(signedIn('SUPERVISION_ENTER', 'SUPERVISION_KEEP'));
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/supervision-items/', () => HttpResponse.json(listOf([item()]))),
    http.post('*/api/v1/supervision-items/s1/reveal/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ about: SECRET, handling: '', reply: '', void_reason: '' });
    }),
  );
  const { user } = await open('/assurance?view=supervision');

  await user.click(await screen.findByRole('button', { name: /^查看内容（需登记）/ }));
  expect(screen.queryByText(SECRET)).toBeNull();
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: '登记并查看' }));
  expect(await within(dialog).findByText('请填写')).toBeVisible();
  await user.type(within(dialog).getByRole('textbox'), '调查处理');
  await user.click(within(dialog).getByRole('button', { name: '登记并查看' }));

  expect(await screen.findByText(SECRET)).toBeVisible();
  expect(sent).toEqual([{ purpose: '调查处理' }]);
  await user.click(screen.getByRole('button', { name: '收起' }));
  expect(screen.queryByText(SECRET)).toBeNull();
});

test('an item is answered with what was found and, where somebody is known, a reply', async () => {
  server.use(signedIn('SUPERVISION_ENTER'));
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/supervision-items/', () =>
      HttpResponse.json(listOf([item({ state: 'handled', abilities: ['retrieve', 'answer', 'reveal'] })])),
    ),
    http.post('*/api/v1/supervision-items/s1/answer/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(item({ state: 'answered' }));
    }),
  );
  const { user } = await open('/assurance?view=supervision');

  await user.click(await screen.findByRole('button', { name: /^填写办理结果/ }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox', { name: /调查与处理/ }), '谈话核实，已退回');
  await user.click(within(dialog).getByRole('button', { name: '填写办理结果' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ handling: '谈话核实，已退回', reply: '' });
});

test('a member of the parents’ committee finds supervision alone, and says nobody’s name', async () => {
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/me/', () =>
      HttpResponse.json({
        ...homeroom,
        is_committee: true,
        staff_id: null,
        permissions: ['PUBLICATION_READ', 'SUPERVISION_ENTER'],
      }),
    ),
    http.get('*/api/v1/supervision-items/', () => HttpResponse.json(listOf([]))),
    http.post('*/api/v1/supervision-items/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(item({ is_from_committee: true, recorded_by: null }), { status: 201 });
    }),
  );
  const { user } = await open('/assurance');

  await user.click(await screen.findByRole('link', { name: '向学校反映' }));
  expect(await screen.findByText(/不显示是哪一位委员/)).toBeVisible();
  expect(screen.queryByRole('textbox', { name: /涉及哪位老师/ })).toBeNull();
  await user.click(screen.getByRole('radio', { name: '建议' }));
  await user.type(screen.getByRole('textbox', { name: /内容/ }), '放学时门口太挤');
  await user.click(screen.getByRole('button', { name: '登记' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ side: 'parent', way: 'online', nature: 'suggestion', about: '放学时门口太挤' });
});

test('satisfaction stands with how many it is of and how many came back', async () => {
  server.use(signedIn('SURVEY_READ'));
  server.use(http.get('*/api/v1/surveys/q1/', () => HttpResponse.json(survey([3, 7, 40, 430, 1000]))));
  await open('/assurance/surveys/q1');

  const numbers = await screen.findByRole('region', { name: '结果' });
  expect(numbers).toHaveTextContent('96.6%1430/1480 份；收回率 97.8%');
  const asked = screen.getByRole('region', { name: '您对学校师德师风是否满意' });
  expect(within(asked).getByRole('row', { name: /5 很满意 1,000 67.6%/ })).toBeVisible();
});

test('below five valid questionnaires no share is shown', async () => {
  server.use(signedIn('SURVEY_READ'));
  const few = survey([0, 0, 0, 1, 2], { satisfaction: null, valid: 3 });
  server.use(http.get('*/api/v1/surveys/', () => HttpResponse.json(listOf([few]))));
  await open('/assurance');

  expect(await screen.findByText(/有效问卷不足 5 份，不显示满意率/)).toBeVisible();
  expect(screen.queryByText(/^满意率/)).toBeNull();
});

test('counts that cannot be are said at their fields before anything is sent', async () => {
  server.use(signedIn('SURVEY_READ', 'SURVEY_KEEP'));
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/surveys/q1/', () => HttpResponse.json(survey(null))),
    http.post('*/api/v1/surveys/q1/results/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(survey([0, 0, 1, 4, 5]));
    }),
  );
  const { user } = await open('/assurance/surveys/q1');

  await user.click(await screen.findByRole('button', { name: '录入结果' }));
  await user.type(await screen.findByRole('textbox', { name: /发放/ }), '12');
  await user.type(screen.getByRole('textbox', { name: /收回/ }), '11');
  await user.type(screen.getByRole('textbox', { name: /有效/ }), '10');
  await user.type(screen.getByRole('textbox', { name: '4 满意' }), '6');
  await user.type(screen.getByRole('textbox', { name: '5 很满意' }), '5');
  await user.click(screen.getByRole('button', { name: '保存结果' }));
  expect(await screen.findByText('各选项合计不能多于有效问卷')).toBeVisible();
  expect(sent).toEqual([]);
  await user.clear(screen.getByRole('textbox', { name: '4 满意' }));
  await user.type(screen.getByRole('textbox', { name: '4 满意' }), '4');
  await user.click(screen.getByRole('button', { name: '保存结果' }));

  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({
    issued: 12,
    returned: 11,
    valid: 10,
    counts: [{ question: 1, counts: [0, 0, 0, 4, 5] }],
  });
});

test('my task of the leading group stands first and is said to be done', async () => {
  server.use(signedIn('LEADING_READ'));
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/leading-groups/', () => HttpResponse.json(listOf([group()]))),
    http.get('*/api/v1/leading-tasks/', () => HttpResponse.json(listOf([task()]))),
    http.post('*/api/v1/leading-tasks/l1/finish/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(task());
    }),
  );
  const { user } = await open('/assurance');

  const mine = await screen.findByRole('region', { name: '我负责的（1）' });
  await user.click(within(mine).getByRole('button', { name: '登记完成：整理师德师风材料' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox', { name: /完成情况/ }), '材料已装订');
  await user.click(within(dialog).getByRole('button', { name: '登记完成' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ outcome: '材料已装订', evidence: [] });
});

const terms = http.get('*/api/v1/terms/', () =>
  HttpResponse.json([{ id: 'term', name: '2026—2027学年第一学期', is_current: true, ordinal: 1 }]),
);

test('a zero is a number somebody signed; without a declaration there is none', async () => {
  server.use(signedIn('DECLARATION_READ'), terms);
  server.use(
    http.get('*/api/v1/declarations/', () =>
      HttpResponse.json(listOf([declaration(), declaration({ id: 'd0', number: 1, is_replaced: true })])),
    ),
  );
  await open('/assurance');

  const accidents = await screen.findByRole('region', { name: '安全责任事故' });
  expect(accidents).toHaveTextContent('声明的起数 0');
  expect(accidents).toHaveTextContent('于建国 于 11月20日 10:00 签署');
  expect(within(accidents).getByText('已被后来的声明代替（1）')).toBeVisible();
  expect(screen.getByRole('region', { name: '治安案件' })).toHaveTextContent('还没有签署声明，没有数字');
  expect(screen.queryByRole('button', { name: '签署声明' })).toBeNull();
});

test('the principal signs a number after showing who they are', async () => {
  server.use(signedIn('DECLARATION_READ', 'DECLARATION_SIGN'), terms);
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/declarations/', () => HttpResponse.json(listOf([]))),
    http.post('*/api/v1/declarations/', async ({ request }) => {
      sent.push(await request.json());
      return sent.length === 1
        ? HttpResponse.json({ code: 'step_up_required', detail: '' }, { status: 403 })
        : HttpResponse.json(declaration(), { status: 201 });
    }),
    http.post('*/reauthenticate', () => HttpResponse.json({ status: 200 })),
  );
  const { user } = await open('/assurance');

  await user.click(await screen.findByRole('button', { name: '签署声明' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).queryByRole('textbox', { name: /声明的起数/ })).toBeNull();
  await user.click(within(dialog).getByRole('radio', { name: '安全责任事故' }));
  await user.type(within(dialog).getByRole('textbox', { name: /声明的起数/ }), '0');
  await user.type(within(dialog).getByRole('textbox', { name: /声明文字/ }), '未发生');
  await user.click(within(dialog).getByRole('button', { name: '签署' }));
  await user.type(await screen.findByLabelText(/^密码/), 'secret');
  await user.click(screen.getByRole('button', { name: /^确认/ }));

  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]).toEqual({ term: 'term', kind: 'accidents', number: 0, item: '', answer: '', text: '未发生' });
});

test('a survey that somebody changed meanwhile is read before it is changed, and keeps what is typed when it is refused', async () => {
  server.use(signedIn('SURVEY_READ', 'SURVEY_KEEP'));
  let now = survey(null, { version: 2, title: '家长满意度调查（秋）' });
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/surveys/q1/', () => HttpResponse.json(now)),
    http.patch('*/api/v1/surveys/q1/', async ({ request }) => {
      const match = request.headers.get('If-Match');
      sent.push([match, ((await request.json()) as typeof now).title]);
      if (match === `"${now.version}"`) return HttpResponse.json(now);
      return HttpResponse.json({ code: 'stale', detail: '刚刚有人改过。', current: now }, { status: 412 });
    }),
  );
  queryClient.setQueryData(['surveys', 'one', 'q1'], survey(null), { updatedAt: Date.now() - 120_000 });
  const { user } = await open('/assurance/surveys/new?edit=q1');

  const title = await screen.findByRole('textbox', { name: /名称/ });
  expect(title).toHaveValue('家长满意度调查（秋）');
  await user.type(title, '一');
  now = survey(null, { version: 3 });
  await user.click(screen.getByRole('button', { name: '保存' }));
  expect(await screen.findByText(/^别人刚刚改过这一条/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: '保存' }));

  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent).toEqual([
    ['"2"', '家长满意度调查（秋）一'],
    ['"3"', '家长满意度调查（秋）一'],
  ]);
});
