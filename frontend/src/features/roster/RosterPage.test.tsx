import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { queryClient } from '@/shared/api/queryClient';
import { listOf, signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

const row = (n: number, action: string, reasons: string[] = []) => ({
  row: n,
  action,
  student_number: `2026000${n}`,
  name: `学生${n}`,
  class_name: '三年级(2)班',
  reasons,
  namesake: '',
});
const report = (conflict: boolean) => ({
  digest: conflict ? 'bad' : 'good',
  imported_at: null,
  file_name: '名册.csv',
  encoding: 'gb18030',
  ignored_columns: [],
  counts: { create: 1, update: 1, skip: 0, conflict: conflict ? 1 : 0 },
  new_classes: ['三年级(3)班'],
  rows: [
    row(2, 'create'),
    row(3, 'update', ['班级由三年级(1)班改为三年级(2)班。']),
    ...(conflict ? [row(4, 'conflict', ['学号与第 2 行重复。'])] : []),
  ],
});
const file = new File(['学号,姓名,班级\n'], '名册.csv', { type: 'text/csv' });

beforeEach(() => {
  queryClient.clear();
  server.use(
    signedIn('ROSTER_IMPORT'),
    http.get('*/api/v1/roster-imports/', () => HttpResponse.json(listOf([]))),
  );
});
const serve = (...answers: object[]) => {
  let n = 0;
  server.use(
    http.post('*/api/v1/roster-imports/check/', () => HttpResponse.json(answers[Math.min(n++, answers.length - 1)])),
  );
};

test('a file in conflict is shown with its reasons and cannot be written', async () => {
  serve(report(true));
  const { user } = await open('/roster');
  await user.upload(await screen.findByLabelText('名册文件'), file);

  expect(await screen.findByText('学号与第 2 行重复。')).toBeVisible();
  expect(screen.getByRole('button', { name: '1 有冲突' })).toHaveAttribute('aria-pressed', 'true');
  expect(screen.queryByText('学生2')).toBeNull();
  expect(screen.getByRole('button', { name: /确认写入/ })).toBeDisabled();

  await user.click(screen.getByRole('button', { name: '1 更新' }));
  expect(screen.getByText('班级由三年级(1)班改为三年级(2)班。')).toBeVisible();
  expect(screen.queryByText('学生4')).toBeNull();
});

test('a clean file is written once, against the report that was read', async () => {
  serve(report(false));
  const sent: { key: string | null; digest: unknown }[] = [];
  server.use(
    http.post('*/api/v1/roster-imports/', async ({ request }) => {
      const body = await request.text();
      sent.push({
        key: request.headers.get('Idempotency-Key'),
        digest: /name="digest"\s+(\S+)/.exec(body)?.[1],
      });
      return HttpResponse.json(
        { id: 'i', file_name: '名册.csv', counts: report(false).counts, created_at: '2026-11-23T01:00:00Z' },
        { status: 201 },
      );
    }),
  );
  const { user } = await open('/roster');
  await user.upload(await screen.findByLabelText('名册文件'), file);
  expect(await screen.findByText('将新建 1 个班级')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '确认写入：新增 1，更新 1' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.digest).toBe('good');
  expect(sent[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
  await waitFor(() => expect(screen.queryByRole('button', { name: /确认写入/ })).toBeNull());
});

test('when the school changed after the check, nothing is written and the file is read again', async () => {
  serve(report(false), report(true));
  server.use(
    http.post('*/api/v1/roster-imports/', () =>
      HttpResponse.json({ status: 409, code: 'plan_changed', detail: '' }, { status: 409 }),
    ),
  );
  const { user } = await open('/roster');
  await user.upload(await screen.findByLabelText('名册文件'), file);
  await user.click(await screen.findByRole('button', { name: /确认写入/ }));
  expect(await screen.findByText('检查之后学校数据有变动')).toBeVisible();
  expect(await screen.findByText('学号与第 2 行重复。')).toBeVisible();
});

const imported = (state: string, more: object = {}) => ({
  id: 'i',
  file_name: '名册.csv',
  state,
  problem: '',
  counts: { create: 2, update: 0, skip: 0, conflict: 0 },
  rows: 2,
  rows_read: state === 'waiting' ? 0 : 2,
  rows_written: state === 'done' ? 2 : 0,
  created_at: '2026-11-23T01:00:00Z',
  created_by: '矫主任',
  ended_at: null,
  undone_at: null,
  undone_by: null,
  undo_reason: '',
  abilities: state === 'done' ? ['undo'] : [],
  ...more,
});

test('an import on its way is found again on the page and told step by step until it is done', async () => {
  const states = ['waiting', 'writing', 'done'];
  server.use(
    http.get('*/api/v1/roster-imports/', () =>
      HttpResponse.json(listOf([imported((states.length > 1 ? states.shift() : states[0]) ?? 'done')])),
    ),
  );
  await open('/roster');

  expect(await screen.findByText('正在导入：名册.csv')).toBeVisible();
  expect(
    await screen.findByText('2 行已读完，正在一次写入：要么全部写入，要么一行不写。', {}, { timeout: 4_000 }),
  ).toBeVisible();
  expect(await screen.findByText('已导入', {}, { timeout: 4_000 })).toBeVisible();
  expect(screen.queryByText('正在导入：名册.csv')).toBeNull();
});

test('an import is undone with a reason, and a refusal says what stands in the way', async () => {
  const told = '不能撤销：这次导入的学生或班级已有3条家访记录。';
  let refused = true;
  const reasons: unknown[] = [];
  server.use(
    http.get('*/api/v1/roster-imports/', () =>
      HttpResponse.json(
        listOf([
          reasons.length > 1
            ? imported('undone', { undone_at: '2026-11-23T02:00:00Z', undone_by: '矫主任', undo_reason: '选错了文件' })
            : imported('done'),
        ]),
      ),
    ),
    http.post('*/api/v1/roster-imports/i/undo/', async ({ request }) => {
      reasons.push(await request.json());
      if (refused) return HttpResponse.json({ status: 409, code: 'in_use', detail: told, errors: [] }, { status: 409 });
      return HttpResponse.json(imported('undone'));
    }),
  );
  const { user } = await open('/roster');
  await user.click(await screen.findByRole('button', { name: '撤销导入：名册.csv' }));
  await user.type(await screen.findByRole('textbox', { name: /撤销原因/ }), '选错了文件');
  await user.click(screen.getByRole('button', { name: '确认撤销' }));
  expect(await screen.findByText(told)).toBeVisible();

  refused = false;
  await user.click(screen.getByRole('button', { name: '确认撤销' }));
  expect(await screen.findByText('已撤销')).toBeVisible();
  expect(reasons).toEqual([{ reason: '选错了文件' }, { reason: '选错了文件' }]);
  expect(screen.queryByRole('button', { name: '撤销导入：名册.csv' })).toBeNull();
});
