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
});
const report = (conflict: boolean) => ({
  digest: conflict ? 'bad' : 'good',
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
