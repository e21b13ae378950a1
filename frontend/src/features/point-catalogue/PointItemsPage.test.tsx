import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { listOf, signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { homeroom, server } from '@/testing/server';

const version = {
  id: 'v1',
  number: 1,
  effective_from: '2026-09-01',
  is_open: true,
  name: '主动问好',
  domain: 'school',
  kind: 'recognition',
  recorder: 'teacher',
  least: 1,
  most: 1,
  needs_note: false,
  cap_day: 1,
  cap_week: null,
  cap_month: null,
  why: '',
};
const item = (id: string, code: string, more: object = {}, abilities = ['revise']) => ({
  id,
  code,
  version: { ...version, id: `${id}-v`, ...more },
  is_in_force: true,
  next: null,
  abilities,
});
const items = (rows: object[]) => http.get('*/api/v1/point-items/', () => HttpResponse.json(listOf(rows)));

test('the catalogue by domain: worth, recorder and caps in words, closed items only on demand', async () => {
  server.use(
    signedIn('CATALOGUE_READ', 'CATALOGUE_KEEP'),
    items([
      item('i1', 'SCH-01'),
      item('i2', 'SCH-09', { name: '旧项目', is_open: false }),
      item('i3', 'COM-01', {
        name: '志愿服务',
        domain: 'community',
        recorder: 'homeroom',
        least: 1,
        most: 4,
        needs_note: true,
        cap_day: null,
      }),
    ]),
  );
  const { user } = await open('/point-items');

  const school = await screen.findByRole('region', { name: '学校' });
  expect(within(school).getByText('每天最多计 1 分')).toBeVisible();
  expect(within(school).queryByText('旧项目')).toBeNull();
  const community = screen.getByRole('region', { name: '社会' });
  expect(within(community).getByText('+1 ~ +4 分')).toBeVisible();
  expect(within(community).getByText('班主任记录')).toBeVisible();

  await user.click(screen.getByRole('checkbox', { name: '含已停用的 1 项' }));

  expect(await within(school).findByText('旧项目')).toBeVisible();
});

test('a revision asks why, and sends a whole version from a day on', async () => {
  let sent: unknown;
  server.use(
    signedIn('CATALOGUE_READ', 'CATALOGUE_KEEP'),
    items([item('i1', 'SCH-01')]),
    http.post('*/api/v1/point-items/i1/revise/', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json(item('i1', 'SCH-01', { number: 2, least: 2, most: 2 }));
    }),
  );
  const { user } = await open('/point-items');

  await user.click(await screen.findByRole('button', { name: '修订“主动问好”' }));
  const dialog = await screen.findByRole('dialog');
  const most = within(dialog).getByRole('spinbutton', { name: /最多几分/ });
  await user.clear(most);
  await user.type(most, '2');
  await user.click(within(dialog).getByRole('button', { name: '保存新版本' }));
  expect(await within(dialog).findByText('请填写')).toBeVisible();
  expect(sent).toBeUndefined();

  await user.type(within(dialog).getByRole('textbox', { name: /调整原因/ }), '冬季更难得');
  await user.click(within(dialog).getByRole('button', { name: '保存新版本' }));

  await waitFor(() => expect(sent).toMatchObject({ least: 1, most: 2, needs_note: true, why: '冬季更难得' }));
  expect(sent).toMatchObject({ is_open: true, cap_day: 1, cap_week: null, effective_from: '2026-11-23' });
});

test('what the server refuses stands at its field', async () => {
  server.use(
    signedIn('CATALOGUE_READ', 'CATALOGUE_KEEP'),
    items([]),
    http.post('*/api/v1/point-items/', () =>
      HttpResponse.json(
        { code: 'invalid', detail: '请检查', errors: [{ field: 'code', code: 'taken', detail: '这个编号已经用过。' }] },
        { status: 400 },
      ),
    ),
  );
  const { user } = await open('/point-items');

  await user.click((await screen.findAllByRole('button', { name: '新增项目' }))[0] as HTMLElement);
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox', { name: /编号/ }), 'SCH-01');
  await user.type(within(dialog).getByRole('textbox', { name: /名称/ }), '主动问好');
  await user.click(within(dialog).getByRole('button', { name: '新增项目' }));

  expect(await within(dialog).findByText('这个编号已经用过。')).toBeVisible();
});

test('the committee reads the catalogue and its history, and finds nothing to press', async () => {
  server.use(
    http.get('*/api/v1/me/', () =>
      HttpResponse.json({ ...homeroom, is_committee: true, posts: [], permissions: ['CATALOGUE_READ'] }),
    ),
    items([item('i1', 'SCH-01', {}, [])]),
    http.get('*/api/v1/point-items/i1/history/', () =>
      HttpResponse.json(
        listOf([
          {
            ...version,
            id: 'v2',
            number: 2,
            effective_from: '2026-11-01',
            least: 2,
            most: 2,
            why: '冬季更难得',
            recorded_at: '2026-10-28T08:00:00+08:00',
            recorded_by: { id: 'p', name: '矫主任' },
          },
          { ...version, recorded_at: '2026-08-28T08:00:00+08:00', recorded_by: { id: 'p', name: '矫主任' } },
        ]),
      ),
    ),
  );
  const { user } = await open('/point-items');
  await screen.findByRole('region', { name: '学校' });
  expect(screen.queryByRole('button', { name: /修订|停用|新增|上限/ })).toBeNull();

  await user.click(screen.getByRole('link', { name: '变更记录：主动问好' }));

  const second = await screen.findByRole('region', { name: /第 2 版/ });
  expect(within(second).getByText('原因：冬季更难得')).toBeVisible();
  expect(within(second).getByText('+1 分')).toBeVisible();
  expect(within(second).getByText('+2 分')).toBeVisible();
  expect(within(second).queryByText('名称')).toBeNull();
  expect(within(second).getByText('现行')).toBeVisible();
});

test('allowing deductions says first what they may never be for', async () => {
  server.use(
    signedIn('CATALOGUE_READ', 'CATALOGUE_KEEP'),
    http.get('*/api/v1/point-limits/', () =>
      HttpResponse.json(
        listOf([
          {
            id: 'l1',
            number: 1,
            effective_from: '2026-09-01',
            student_day: 10,
            teacher_day: 300,
            undo_minutes: 10,
            allows_deductions: false,
            why: '新学期',
            in_force: true,
            recorded_at: '2026-08-28T08:00:00+08:00',
            recorded_by: { id: 'p', name: '矫主任' },
          },
        ]),
      ),
    ),
  );
  const { user } = await open('/point-items?view=limits');

  expect(await screen.findByText('不允许')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '设定新上限' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).queryByRole('alert')).toBeNull();
  await user.click(within(dialog).getByRole('checkbox', { name: '允许记录扣分项目' }));

  expect(await within(dialog).findByRole('alert')).toHaveTextContent('不得因成绩、疾病、残疾');
});
