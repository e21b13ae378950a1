import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { queryClient } from '@/shared/api/queryClient';
import { signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

const token = {
  token: 'visits.coverage',
  label: '家访落实率',
  value_text: '93.4%（128/137人）',
  figure: 'visits.coverage',
  key: null,
  side: null,
  records_count: 128,
  is_used: false,
};
const section = (number: number, more: object) => ({
  id: `s${number}`,
  code: `item_${number}`,
  chapter: 1,
  chapter_title: '创建机制与师德师风',
  number,
  title: `第${number}项`,
  kind: 'text',
  guidance: '写清分工。',
  text: '领导小组由校长牵头。',
  not_applicable: false,
  state: 'done',
  problem: '',
  tokens: [token],
  is_gap: false,
  version: 3,
  edited_by: null,
  edited_at: null,
  abilities: ['edit_section'],
  ...more,
});
const summary = (more: object) => ({
  id: 'one',
  term: { id: 'term', name: '2026—2027学年第一学期' },
  title: '文明校园创建工作学期总结',
  state: 'draft',
  edition: 1,
  as_of: '2026-11-22',
  progress: { done: 2, total: 2, failed: 0 },
  publication: null,
  sections: [section(1, {}), section(2, { text: '' })],
  gates: [{ code: 'empty', section: 's2', number: 2, detail: '没有正文，也没有勾选“本项不涉及”。' }],
  chain: [],
  events: [],
  figures: {},
  abilities: ['submit'],
  ...more,
});

let saved: { body: unknown; match: string | null }[];
beforeEach(() => {
  queryClient.clear();
  saved = [];
  server.use(signedIn('SUMMARY_READ', 'SUMMARY_WRITE'));
});
const serve = (paper: object) =>
  server.use(http.get('*/api/v1/summaries/one/', () => HttpResponse.json(summary(paper))));

test('a gate keeps the paper back and leads to its item', async () => {
  serve({});
  const { user } = await open('/summaries/one');
  const panel = await screen.findByRole('region', { name: '提交前检查' });
  expect(screen.getByRole('button', { name: '提交审核' })).toBeDisabled();

  await user.click(within(panel).getByRole('link', { name: /第2项/ }));
  expect(await screen.findByRole('heading', { level: 2, name: '2. 第2项' })).toBeVisible();
  expect(screen.getByRole('textbox', { name: '正文' })).toHaveValue('');
});

test('with every gate clear the paper may be submitted', async () => {
  serve({ gates: [] });
  await open('/summaries/one');
  expect(await screen.findByText('全部通过。')).toBeVisible();
  expect(screen.getByRole('button', { name: '提交审核' })).toBeEnabled();
});

test('an item that no record speaks for is told, and bars nothing', async () => {
  serve({ gates: [], sections: [section(1, {}), section(2, { is_gap: true })] });
  await open('/summaries/one');
  const panel = await screen.findByRole('region', { name: '1 个条目没有查到记录' });
  expect(within(panel).getByRole('link', { name: '2. 第2项' })).toHaveAttribute('href', '/summaries/one#item_2');
  expect(screen.getByRole('button', { name: '提交审核' })).toBeEnabled();
});

test('nothing is offered that the server did not offer', async () => {
  serve({ state: 'in_review', abilities: ['approve'], gates: [] });
  await open('/summaries/one');
  expect(await screen.findByRole('button', { name: '同意并签字' })).toBeVisible();
  expect(screen.queryByRole('button', { name: '退回修改' })).toBeNull();
  expect(screen.queryByRole('button', { name: '向家长公布' })).toBeNull();
});

test('a figure is inserted at the cursor and saved with the version it was written on', async () => {
  serve({});
  server.use(
    http.patch('*/api/v1/summaries/one/sections/s1/', async ({ request }) => {
      saved.push({ body: await request.json(), match: request.headers.get('If-Match') });
      return HttpResponse.json(section(1, { version: 4 }));
    }),
  );
  const { user } = await open('/summaries/one#item_1');
  const box = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: '正文' });
  await user.click(box);
  box.setSelectionRange(0, 0);
  await user.click(screen.getByRole('button', { name: /插入\s*家访落实率/ }));
  expect(box).toHaveValue('{{ visits.coverage }}领导小组由校长牵头。');
  expect(screen.getByRole('link', { name: /93.4%（128\/137人）/ })).toHaveAttribute(
    'href',
    expect.stringContaining('/figures/visits.coverage'),
  );

  await user.click(screen.getByRole('button', { name: '保存本项' }));
  await waitFor(() => expect(saved).toHaveLength(1));
  expect(saved[0]).toEqual({
    body: { text: '{{ visits.coverage }}领导小组由校长牵头。', not_applicable: false },
    match: '"3"',
  });
});

test('when somebody saved meanwhile, both texts stay until the writer chooses', async () => {
  serve({});
  server.use(
    http.patch('*/api/v1/summaries/one/sections/s1/', async ({ request }) => {
      saved.push({ body: await request.json(), match: request.headers.get('If-Match') });
      if (saved.length > 1) return HttpResponse.json(section(1, { version: 5 }));
      const current = section(1, { version: 4, text: '对方写的。', edited_by: { id: 'q', name: '曲丽' } });
      return HttpResponse.json({ status: 412, code: 'stale', detail: '', current }, { status: 412 });
    }),
  );
  const { user } = await open('/summaries/one#item_1');
  const box = await screen.findByRole('textbox', { name: '正文' });
  await user.type(box, '我补一句。');
  await user.click(screen.getByRole('button', { name: '保存本项' }));
  expect(await screen.findByText(/曲丽保存过这一项/)).toBeVisible();
  expect(screen.getByText('对方写的。')).toBeVisible();
  expect(box).toHaveValue('领导小组由校长牵头。我补一句。');

  await user.click(screen.getByRole('button', { name: '用我的覆盖' }));
  await waitFor(() => expect(saved).toHaveLength(2));
  expect(saved[1]?.match).toBe('"4"');
});
