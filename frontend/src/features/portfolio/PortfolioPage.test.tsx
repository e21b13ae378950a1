import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { activity, offers } from '@/testing/activities';
import { act, goal, plan, portfolio, reflection } from '@/testing/growth';
import { listOf, signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

function own({ acts = [act()], reflections = [] as object[], file = portfolio() } = {}) {
  const sent: { what: string; body: unknown }[] = [];
  const asked: string[] = [];
  server.use(
    signedIn('PORTFOLIO_READ', 'LESSON_READ'),
    http.get('*/api/v1/portfolios/', () => HttpResponse.json(listOf([file]))),
    http.get('*/api/v1/portfolios/pf1/', () => HttpResponse.json(file)),
    http.get('*/api/v1/portfolios/pf1/acts/', ({ request }) => {
      const query = new URL(request.url).searchParams;
      const kind = query.get('kind');
      asked.push(kind ?? '');
      return HttpResponse.json(listOf(acts.filter((one) => !kind || one.kinds.includes(kind))));
    }),
    http.get('*/api/v1/growth-plans/', () => HttpResponse.json(listOf([]))),
    http.get('*/api/v1/reflections/', () => HttpResponse.json(listOf(reflections))),
    http.get('*/api/v1/reflections/r1/shares/', () =>
      HttpResponse.json(
        listOf([
          {
            staff: { id: 'staff-jiang', name: '姜海' },
            shared_at: '2026-11-20T02:00:00Z',
            revoked_at: '2026-11-21T02:00:00Z',
          },
        ]),
      ),
    ),
    http.post('*/api/v1/reflections/r1/:verb/', async ({ request, params }) => {
      const text = await request.text();
      sent.push({ what: String(params.verb), body: text ? JSON.parse(text) : null });
      return HttpResponse.json(params.verb === 'read' ? { text: '我讲得太快了' } : reflection());
    }),
    http.post('*/api/v1/reflections/', async ({ request }) => {
      sent.push({ what: 'write', body: await request.json() });
      return HttpResponse.json({ code: 'x', detail: '服务器忙', errors: [] }, { status: 409 });
    }),
  );
  return { sent, asked };
}

test('an activity that one joins stands in the portfolio at once', async () => {
  const acts = [act()];
  own({ acts });
  server.use(
    signedIn('PORTFOLIO_READ', 'ACTIVITY_READ'),
    ...offers(),
    http.get('*/api/v1/activities/a1/', () => HttpResponse.json(activity())),
    http.post('*/api/v1/activities/a1/take-part/', () => {
      acts.push(act({ name: 'a1', type: 'activities', on: '2026-11-19', kinds: ['research'], label: '分数教研' }));
      return HttpResponse.json(activity());
    }),
  );
  const { user, router } = await open('/portfolio');

  expect(await screen.findByRole('link', { name: /分数的初步认识/ })).toBeVisible();
  expect(screen.queryByText(/分数教研/)).toBeNull();
  await router.navigate({ to: '/activities/$id', params: { id: 'a1' } });
  await user.click(await screen.findByRole('button', { name: '我参加了' }));
  expect(await screen.findByText('已登记，等组织者确认')).toBeVisible();
  await router.navigate({ to: '/portfolio' });
  expect(await screen.findByText(/分数教研/)).toBeVisible();
});

test('the way goes by years and months, sums up a year, and each record opens', async () => {
  own({
    acts: [
      act(),
      act({ name: 'v', type: 'home-visits', on: '2026-11-01', kinds: ['visits'], label: '', amount: '6', opens: null }),
      act({ name: 't', type: 'activities', on: '2026-10-12', kinds: ['training'], label: '班主任培训', amount: '4' }),
      act({
        name: 'w',
        type: 'awards',
        on: '2026-10-08',
        kinds: ['award'],
        label: '耕耘杯',
        opens: null,
        stands: false,
      }),
      act({ name: 'b', on: '2025-05-06', label: '面积', opens: null, school: '海湾小学' }),
    ],
    reflections: [reflection()],
  });
  await open('/portfolio');

  const year = await screen.findByRole('region', { name: '2026—2027学年' });
  expect(within(year).getByText('开课 1 节，家访 6 户次，培训 4 学时')).toBeVisible();
  expect(within(year).getByRole('link', { name: /分数的初步认识/ })).toHaveAttribute('href', '/lessons/l1');
  expect(within(year).getByText('走访了 6 户家庭')).toBeVisible();
  expect(within(year).getByText('待核实，暂不计入')).toBeVisible();
  expect(within(year).getByRole('link', { name: /那节没上好的分数课/ })).toHaveAttribute(
    'href',
    '/portfolio?view=reflections#reflection-r1',
  );
  const earlier = screen.getByRole('region', { name: '2024—2025学年' });
  expect(within(earlier).getByText('在海湾小学')).toBeVisible();
  expect(screen.getByText('慢慢走，别丢下一个')).toBeVisible();
  expect(screen.getByRole('link', { name: '订学期计划' })).toHaveAttribute('href', '/portfolio?view=plans');
});

test('where this term is to lead stands above the way', async () => {
  own();
  const running = plan({ goals: [goal({ done: '1', target: 2, is_late: true })] });
  server.use(
    http.get('*/api/v1/growth-plans/', () => HttpResponse.json(listOf([running]))),
    http.get('*/api/v1/growth-plans/plan1/', () => HttpResponse.json(running)),
  );
  await open('/portfolio');

  const now = await screen.findByRole('region', { name: '这学期要走到的地方' });
  expect(await within(now).findByText('1 / 2')).toBeVisible();
  expect(within(now).getByText('进度慢于时间')).toBeVisible();
  expect(within(now).getByRole('link', { name: '打开计划' })).toHaveAttribute('href', '/portfolio/plans/plan1');
});

test('one kind at a time is asked of the server', async () => {
  const { asked } = own();
  const { user } = await open('/portfolio');

  await user.click(await screen.findByRole('button', { name: '获奖' }));
  expect(await screen.findByText('这一类还没有记录')).toBeVisible();
  expect(asked).toContain('award');
});

test('whoever comes for the first time gets a portfolio without asking', async () => {
  own({ acts: [] });
  server.use(
    http.get('*/api/v1/portfolios/', () => HttpResponse.json(listOf([]))),
    http.post('*/api/v1/portfolios/', () => HttpResponse.json(portfolio({ motto: '' }), { status: 201 })),
  );
  await open('/portfolio');

  expect(await screen.findByText('足迹还是空的')).toBeVisible();
  expect(screen.getByRole('button', { name: '写一句话给自己' })).toBeVisible();
});

test('the words of a reflection are read when they are asked for, and leave again', async () => {
  const { sent } = own({ reflections: [reflection()] });
  const { user } = await open('/portfolio?view=reflections');

  await user.click(await screen.findByRole('button', { name: '看正文：那节没上好的分数课' }));
  expect(await screen.findByText('我讲得太快了')).toBeVisible();
  expect(sent).toEqual([{ what: 'read', body: null }]);
  await user.click(screen.getByRole('button', { name: '收起' }));
  expect(screen.queryByText('我讲得太快了')).toBeNull();
});

test('its owner names who may read it, and sees whom it was ever shown to', async () => {
  const { sent } = own({ reflections: [reflection()] });
  const { user } = await open('/portfolio?view=reflections');

  await user.click(await screen.findByRole('button', { name: '给谁看：那节没上好的分数课' }));
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByText(/姜海：11月20日.*已收回/)).toBeVisible();
  await user.click(within(dialog).getByRole('radio', { name: '我和指定的同事' }));
  await user.click(within(dialog).getByRole('button', { name: '保存' }));
  expect(await within(dialog).findByText('请填写')).toBeVisible();
  await user.click(within(dialog).getByRole('combobox', { name: /指定的同事/ }));
  await user.click(await screen.findByRole('option', { name: '姜海' }));
  await user.click(within(dialog).getByRole('button', { name: '保存' }));

  await waitFor(() => expect(sent).toEqual([{ what: 'show', body: { visibility: 'named', staff: ['staff-jiang'] } }]));
});

test('a reflection that could not be saved keeps every word', async () => {
  const { sent } = own();
  const { user } = await open('/portfolio?view=reflections');

  await user.click(await screen.findByRole('button', { name: '写反思' }));
  await user.type(screen.getByRole('textbox', { name: /题目/ }), '一次谈话');
  await user.type(screen.getByRole('textbox', { name: /正文/ }), '他终于开口了');
  await user.click(screen.getByRole('button', { name: '保存' }));

  expect(await screen.findByRole('alert')).toHaveTextContent('服务器忙');
  expect(screen.getByRole('textbox', { name: /正文/ })).toHaveValue('他终于开口了');
  expect(sent[0]?.body).toMatchObject({ title: '一次谈话', text: '他终于开口了', act: null, goal: null });
});

test('an earlier portfolio that is refused says why', async () => {
  own();
  server.use(
    http.post('*/api/v1/portfolios/pf1/bring/', () =>
      HttpResponse.json(
        {
          code: 'invalid',
          detail: '提交的内容有误',
          errors: [{ field: 'file', code: 'other_teacher', detail: '这是别人的档案。' }],
        },
        { status: 400 },
      ),
    ),
  );
  const { user } = await open('/portfolio?view=keeping');

  await screen.findByRole('heading', { name: '带入以前的档案' });
  await user.upload(
    screen.getByLabelText('以前的档案（ZIP）'),
    new File(['x'], 'portfolio.zip', { type: 'application/zip' }),
  );
  await user.click(screen.getByRole('button', { name: '带入' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('这是别人的档案。');
});

test('of a reflection only what was changed is sent, on the version that was read', async () => {
  const sent: unknown[] = [];
  own({ reflections: [reflection({ goal: { id: 'g-old', words: '去年的目标' } })] });
  server.use(
    http.patch('*/api/v1/reflections/r1/', async ({ request }) => {
      sent.push(await request.json(), request.headers.get('If-Match'));
      return HttpResponse.json(reflection({ version: 3 }));
    }),
  );
  const { user } = await open('/portfolio?view=reflections');

  await user.click(await screen.findByRole('button', { name: '修改' }));
  const text = await screen.findByRole('textbox', { name: /正文/ });
  await user.clear(text);
  await user.type(text, '我放慢了');
  await user.click(screen.getByRole('button', { name: '保存' }));

  expect(await screen.findByText('我放慢了')).toBeVisible();
  expect(sent).toEqual([{ text: '我放慢了' }, '"2"']);
});
