import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { act, copy, plan, portfolio, reflection } from '@/testing/growth';
import { listOf, signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

const template = {
  id: 'tpl1',
  stage: 'novice',
  stage_label: '新手教师',
  horizon: 'term',
  horizon_label: '学期计划',
  number: 1,
  is_in_force: true,
  title: '新手教师学期计划',
  blocks: [
    { key: 'now', title: '本学期从哪里起步', hint: '', kind: 'text', is_required: true },
    { key: 'goals', title: '目标与措施', hint: '', kind: 'goals', is_required: true },
    { key: 'books', title: '打算读的书', hint: '', kind: 'list', is_required: false },
  ],
  created_at: '2026-08-01T02:00:00Z',
  abilities: [],
};

const named = (id: string, name: string, submitted_at: string) =>
  copy({ id, submitted_at, plan: plan({ staff: { id, name } }) });

test('whose plan waits stands there by name, and who handed in first comes first', async () => {
  server.use(
    signedIn('PORTFOLIO_READ', 'PORTFOLIO_REVIEW', 'SUBMISSION_READ'),
    http.get('*/api/v1/plan-submissions/', ({ request }) => {
      const query = new URL(request.url).searchParams;
      return HttpResponse.json(
        listOf(
          query.get('waiting') === 'true' && query.get('mine') === 'false'
            ? [named('c2', '姜海', '2026-09-14T02:00:00Z'), named('c1', '曲晓岚', '2026-09-12T02:00:00Z')]
            : [],
        ),
      );
    }),
  );
  await open('/portfolios');

  const links = await screen.findAllByRole('link', { name: /^审阅：/ });
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['/portfolio/copies/c1', '/portfolio/copies/c2']);
  expect(links[0]).toHaveTextContent('审阅');
});

test('the principal reads what was handed in and is offered nothing else', async () => {
  server.use(
    signedIn('PORTFOLIO_READ', 'SUBMISSION_READ'),
    http.get('*/api/v1/plan-submissions/', () => HttpResponse.json(listOf([copy({ abilities: [] })]))),
  );
  server.use(http.get('*/api/v1/terms/', () => HttpResponse.json([{ id: 'term', name: '2026—2027学年第一学期' }])));
  const { user } = await open('/portfolios');

  expect(await screen.findByRole('link', { name: '查看定稿：曲晓岚' })).toHaveTextContent('查看定稿');
  expect(screen.queryByRole('button', { name: '规划模板' })).toBeNull();
  await user.click(screen.getByRole('button', { name: '已提交的' }));
  expect(await screen.findByRole('link', { name: '曲晓岚' })).toHaveAttribute('href', '/portfolio/copies/c1');
  await user.selectOptions(screen.getByRole('combobox', { name: '看哪一期' }), '三年发展规划');
  expect(await screen.findByText('还没有提交过的规划')).toBeVisible();
});

test('a copy is answered once, with a decision and words', async () => {
  const sent: unknown[] = [];
  server.use(
    signedIn('PORTFOLIO_READ', 'PORTFOLIO_REVIEW', 'SUBMISSION_READ'),
    http.get('*/api/v1/plan-submissions/c1/', () => HttpResponse.json(copy())),
    http.post('*/api/v1/plan-submissions/c1/review/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(copy({ abilities: [] }));
    }),
  );
  const { user } = await open('/portfolio/copies/c1');

  expect(await screen.findByText('内容与提交时一致')).toBeVisible();
  expect(screen.getByText(`SHA-256 ${'ab'.repeat(32)}`)).toBeVisible();
  expect(screen.getByText('给教师的建议')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '答复' }));
  expect(await screen.findByText('请填写')).toBeVisible();
  expect(sent).toEqual([]);
  await user.click(screen.getByRole('radio', { name: '退回修改' }));
  await user.type(screen.getByRole('textbox', { name: /意见/ }), '目标再具体一些');
  await user.click(screen.getByRole('button', { name: '答复' }));

  await waitFor(() => expect(sent).toEqual([{ outcome: 'returned', words: '目标再具体一些', ratings: [] }]));
});

test('a template is changed as its next version, and what was required cannot be left out', async () => {
  const sent: unknown[] = [];
  server.use(
    signedIn('PORTFOLIO_READ', 'PORTFOLIO_REVIEW', 'SUBMISSION_READ'),
    http.get('*/api/v1/plan-templates/', () => HttpResponse.json(listOf([template]))),
    http.post('*/api/v1/plan-templates/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ ...template, number: 2 }, { status: 201 });
    }),
  );
  const { user } = await open('/portfolios?view=templates');

  await user.click(await screen.findByRole('button', { name: '修改模板：新手教师 · 学期计划' }));
  const panel = screen.getByRole('region', { name: '新手教师 · 学期计划' });
  expect(within(panel).queryByRole('button', { name: '删去：本学期从哪里起步' })).toBeNull();
  await user.click(within(panel).getByRole('button', { name: '删去：打算读的书' }));
  await user.click(within(panel).getByRole('button', { name: '加一栏' }));
  await user.type(within(panel).getByRole('textbox', { name: /第 3 栏/ }), '跟师傅学什么');
  await user.click(within(panel).getByRole('button', { name: '启用新的一版' }));

  await waitFor(() =>
    expect(sent).toMatchObject([
      {
        stage: 'novice',
        horizon: 'term',
        blocks: [{ key: 'now' }, { key: 'goals' }, { title: '跟师傅学什么', kind: 'text', is_required: false }],
      },
    ]),
  );
});

test('a colleague’s portfolio shows what was done and only the reflections its owner lets one read', async () => {
  const shown = { is_mine: false, staff: { id: 'staff-qu', name: '曲晓岚' } };
  server.use(
    signedIn('PORTFOLIO_READ', 'PORTFOLIO_REVIEW', 'SUBMISSION_READ', 'LESSON_READ'),
    http.get('*/api/v1/portfolios/pf1/', () => HttpResponse.json(portfolio({ ...shown, abilities: ['acts'] }))),
    http.get('*/api/v1/portfolios/pf1/acts/', () => HttpResponse.json(listOf([act()]))),
    http.get('*/api/v1/reflections/', ({ request }) =>
      HttpResponse.json(
        listOf(
          new URL(request.url).searchParams.get('staff') === 'staff-qu'
            ? [reflection({ ...shown, abilities: ['read'] })]
            : [],
        ),
      ),
    ),
  );
  const { user } = await open('/portfolios/pf1');

  expect(await screen.findByRole('heading', { name: '曲晓岚的成长档案' })).toBeVisible();
  expect(await screen.findByRole('link', { name: /分数的初步认识/ })).toBeVisible();
  await user.click(screen.getByRole('link', { name: /那节没上好的分数课/ }));
  expect(await screen.findByRole('button', { name: '看正文：那节没上好的分数课' })).toBeVisible();
  expect(screen.getByText('打开别人的反思会留下记录。')).toBeVisible();
  expect(screen.queryByRole('button', { name: /给谁看/ })).toBeNull();
});
