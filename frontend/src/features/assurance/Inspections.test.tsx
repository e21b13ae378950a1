import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { queryClient } from '@/shared/api/queryClient';
import { kept } from '@/shared/offline/kept';
import { finding, inspection, jiang, kind, qu, tried } from '@/testing/assurance';
import { listOf, signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

function school(findings: object[] = [], inspections: object[] = []) {
  const sent: { what: string; body: unknown }[] = [];
  server.use(
    http.get('*/api/v1/inspection-kinds/', () => HttpResponse.json(listOf([kind]))),
    http.get('*/api/v1/inspections/', () => HttpResponse.json(listOf(inspections))),
    http.get('*/api/v1/inspections/i1/', () => HttpResponse.json(inspection())),
    http.get('*/api/v1/findings/', () => HttpResponse.json(listOf(findings))),
    http.post('*/api/v1/inspections/', async ({ request }) => {
      sent.push({ what: 'record', body: await request.json() });
      return HttpResponse.json(inspection(), { status: 201 });
    }),
    http.post('*/api/v1/findings/x1/:act/', async ({ request, params }) => {
      sent.push({ what: String(params.act), body: await request.json() });
      return HttpResponse.json(finding());
    }),
  );
  return sent;
}

test('what I have to put right stands first, the overdue before the rest; others follow by their day', async () => {
  server.use(signedIn('INSPECTION_READ'));
  school([
    finding({ id: 'x0', item: '配电箱', owner: qu, deadline: '2026-11-18', abilities: ['retrieve'] }),
    finding(),
    finding({ id: 'x2', item: '疏散通道', deadline: '2099-01-01', state: 'open', state_label: '待整改' }),
    finding({ id: 'x3', item: '门锁', state: 'rectified', owner: jiang, abilities: ['retrieve', 'recheck'] }),
  ]);
  await open('/assurance?view=inspections');

  const mine = await screen.findByRole('region', { name: '要我整改的（2）' });
  expect(
    within(mine)
      .getAllByRole('heading', { level: 3 })
      .map((one) => one.textContent),
  ).toEqual(['三楼东侧灭火器', '疏散通道']);
  expect(within(mine).getByText(/^逾期 \d+ 天$/)).toBeVisible();
  expect(screen.getByRole('region', { name: '等我复查的（1）' })).toHaveTextContent('门锁');
  expect(screen.getByRole('region', { name: '其他未办结的（1）' })).toHaveTextContent('配电箱');
  expect(screen.queryByRole('link', { name: '登记检查' })).toBeNull();
});

test('the owner says what was done; a refusal stands at its field and nothing is lost', async () => {
  server.use(signedIn('INSPECTION_READ'));
  school([finding()]);
  let refused = false;
  const sent: unknown[] = [];
  server.use(
    http.post('*/api/v1/findings/x1/rectify/', async ({ request }) => {
      sent.push(await request.json());
      if (refused) return HttpResponse.json(finding());
      refused = true;
      return HttpResponse.json(
        {
          code: 'invalid',
          detail: '请检查填写的内容。',
          errors: [{ field: 'rectified_on', detail: '整改日期不能早于检查日期。' }],
        },
        { status: 400 },
      );
    }),
  );
  const { user } = await open('/assurance?view=inspections');

  await user.click(await screen.findByRole('button', { name: '登记整改：三楼东侧灭火器' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: '登记整改' }));
  expect(await within(dialog).findByText('请填写')).toBeVisible();
  await user.type(within(dialog).getByRole('textbox', { name: /做了什么/ }), '已换新');
  await user.click(within(dialog).getByRole('button', { name: '登记整改' }));
  expect(await within(dialog).findByText('整改日期不能早于检查日期。')).toBeVisible();
  expect(within(dialog).getByRole('textbox', { name: /做了什么/ })).toHaveValue('已换新');

  await user.click(within(dialog).getByRole('button', { name: '登记整改' }));
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]).toMatchObject({ done: '已换新', evidence: [] });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('a second look that is not satisfied asks for another deadline', async () => {
  server.use(signedIn('INSPECTION_READ'));
  const sent = school([
    finding({
      owner: jiang,
      state: 'rectified',
      state_label: '待复查',
      rectifications: [tried],
      abilities: ['retrieve', 'recheck'],
    }),
  ]);
  const { user } = await open('/assurance?view=inspections');

  expect(await screen.findByText('已更换灭火器')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '复查：三楼东侧灭火器' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).queryByLabelText(/新的期限/)).toBeNull();
  await user.click(within(dialog).getByRole('radio', { name: '未到位' }));
  await user.click(within(dialog).getByRole('button', { name: '保存复查' }));
  expect(await within(dialog).findByText('请填写')).toBeVisible();
  expect(sent).toEqual([]);
  await user.type(within(dialog).getByLabelText(/新的期限/), '2099-12-01');
  await user.click(within(dialog).getByRole('button', { name: '保存复查' }));

  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ what: 'recheck', body: { recheck: 'not_yet', deadline: '2099-12-01' } });
});

test('an inspection is written down with what was found, by whom and by when', async () => {
  server.use(signedIn('INSPECTION_READ', 'INSPECTION_KEEP'));
  const sent = school();
  const { user } = await open('/assurance/inspections/new');

  await user.selectOptions(await screen.findByRole('combobox', { name: /检查类别/ }), 'k1');
  await user.type(screen.getByRole('textbox', { name: /地点/ }), '东教学楼二层');
  await user.click(screen.getByRole('button', { name: '添加问题' }));
  const found = screen.getByRole('group', { name: '问题 1' });
  await user.type(within(found).getByRole('textbox', { name: /哪一处/ }), '灭火器');
  await user.type(within(found).getByRole('textbox', { name: /存在问题/ }), '压力不足');
  await user.click(screen.getByRole('button', { name: '保存检查' }));
  expect(await within(found).findByText('请填写')).toBeVisible(); // who puts it right
  expect(sent).toEqual([]);
  await user.click(within(found).getByRole('combobox', { name: /由谁整改/ }));
  await user.click(await screen.findByRole('option', { name: /姜海/ }));
  await user.click(screen.getByRole('button', { name: '保存检查' }));

  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toMatchObject({
    kind: 'k1',
    area: '东教学楼二层',
    inspectors: ['t'],
    findings: [{ item: '灭火器', what: '压力不足', severity: 'medium', owner: 'staff-jiang', evidence: [] }],
  });
});

test('an inspection that was begun comes back when the page was left, and can be begun anew', async () => {
  server.use(signedIn('INSPECTION_READ', 'INSPECTION_KEEP'));
  school();
  const { user, unmount } = await open('/assurance/inspections/new');
  await user.type(await screen.findByRole('textbox', { name: /地点/ }), '食堂后厨');
  await user.click(screen.getByRole('button', { name: '添加问题' }));
  await user.type(screen.getByRole('textbox', { name: /哪一处/ }), '冷藏柜');
  unmount();

  await waitFor(async () =>
    expect((await kept('drafts', '01990000-0000-7000-8000-000000000001', 'inspection'))?.value).toMatchObject({
      area: '食堂后厨',
      found: [{ item: '冷藏柜' }],
    }),
  );
  await open('/assurance/inspections/new');
  expect(await screen.findByDisplayValue('食堂后厨')).toBeVisible();
  expect(screen.getByDisplayValue('冷藏柜')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '重新填写' }));
  expect(screen.getByRole('textbox', { name: /地点/ })).toHaveValue('');
});

test('what somebody changed meanwhile is read before an inspection is changed, and is never written over in silence', async () => {
  server.use(signedIn('INSPECTION_READ', 'INSPECTION_KEEP'));
  school();
  let now = inspection({ version: 2, area: '西教学楼', outcome: '已复核' });
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/inspections/i1/', () => HttpResponse.json(now)),
    http.patch('*/api/v1/inspections/i1/', async ({ request }) => {
      const matches = request.headers.get('If-Match') === `"${now.version}"`;
      const { area, outcome } = (await request.json()) as typeof now;
      sent.push({ match: request.headers.get('If-Match'), area, outcome });
      if (matches) return HttpResponse.json(now);
      return HttpResponse.json({ code: 'stale', detail: '刚刚有人改过。', current: now }, { status: 412 });
    }),
  );
  queryClient.setQueryData(['inspections', 'one', 'i1'], inspection(), { updatedAt: Date.now() - 120_000 });
  const { user } = await open('/assurance/inspections/new?edit=i1');

  const area = await screen.findByRole('textbox', { name: /地点/ });
  expect(area).toHaveValue('西教学楼');
  await user.type(area, '二层');
  now = inspection({ version: 3, area: '西教学楼', outcome: '另一个人写的' });
  await queryClient.invalidateQueries({ queryKey: ['inspections'] });
  await user.click(screen.getByRole('button', { name: '保存' }));
  expect(await screen.findByText(/^别人刚刚改过这一条/)).toBeVisible();
  expect(screen.getByRole('textbox', { name: /地点/ })).toHaveValue('西教学楼二层');
  await user.click(screen.getByRole('button', { name: '保存' }));

  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent).toEqual([
    { match: '"2"', area: '西教学楼二层', outcome: '已复核' },
    { match: '"3"', area: '西教学楼二层', outcome: '已复核' },
  ]);
});
