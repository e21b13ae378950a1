import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, expect, test } from 'vitest';
import { schoolToday } from '@/shared/i18n/format';
import { outbox } from '@/shared/offline/outbox';
import { signedInAs } from '@/shared/session/me';
import { listOf, signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';
import { contestCheckKind, KIND } from './sendCheck';

beforeAll(() => outbox.start({ [KIND]: contestCheckKind }, signedInAs));

const week = {
  id: 'w1',
  monday: '2026-11-16',
  number: 12,
  checks: 9,
  announced_on: null as string | null,
  closed_at: null as string | null,
  closed_by: null,
  flags: [] as object[],
  abilities: ['close'],
};
const items = [
  {
    id: 'k1',
    code: 'W',
    name: '卫生',
    full_marks: 10,
    is_per_head: false,
    position: 1,
    is_active: true,
    abilities: [],
  },
  { id: 'k2', code: 'L', name: '礼仪', full_marks: 10, is_per_head: true, position: 2, is_active: true, abilities: [] },
];
const row = (id: string, name: string, score: string | null, has_flag: boolean | null = null) => ({
  school_class: { id, name },
  size: 40,
  checks: score ? 1 : 0,
  items: score ? [{ item: 'k1', checks: 1, faults: 1, marks: '9.50' }] : [],
  score,
  has_flag,
});
const board = (more: object = {}, flagged = false) => ({
  ...week,
  items,
  grades: [
    {
      grade: 3,
      name: '三年级',
      classes: [
        row('c1', '三年级(1)班', '91.00', flagged ? false : null),
        row('c2', '三年级(2)班', '97.50', flagged ? true : null),
        row('c3', '三年级(3)班', null),
      ],
    },
  ],
  ...more,
});

function contest(answer: () => object = board, listed: () => object = () => week) {
  server.use(
    http.get('*/api/v1/contest-weeks/', () => HttpResponse.json(listOf([listed()]))),
    http.get('*/api/v1/contest-weeks/w1/', () => HttpResponse.json(answer())),
  );
}

test('the board stands in class order, names what was not checked, and shows no flag before the close', async () => {
  server.use(signedIn('CONTEST_READ'));
  contest();
  await open('/contests');

  const grade = await screen.findByRole('table', { name: '三年级本周评比' });
  const names = within(grade)
    .getAllByRole('rowheader')
    .map((cell) => cell.textContent);
  expect(names).toEqual(['三年级(1)班', '三年级(2)班', '三年级(3)班']);
  expect(within(grade).getAllByText('97.5')).toHaveLength(1);
  expect(within(grade).getAllByText('未查').length).toBeGreaterThan(2);
  expect(screen.queryByRole('link', { name: '流动红旗' })).toBeNull();
});

test('the week closes after a word of what that does, and then names the flags to announce', async () => {
  let closed = false;
  const now = () =>
    closed
      ? {
          ...week,
          closed_at: '2026-11-20T16:00:00+08:00',
          announced_on: '2026-11-23',
          flags: [{ grade: 3, grade_name: '三年级', school_class: { id: 'c2', name: '三年级(2)班' } }],
          abilities: ['reopen'],
        }
      : week;
  server.use(
    signedIn('CONTEST_READ', 'CONTEST_CLOSE'),
    http.post('*/api/v1/contest-weeks/w1/close/', () => {
      closed = true;
      return HttpResponse.json(board(now(), true));
    }),
  );
  contest(() => board(now(), closed), now);
  const { user } = await open('/contests');

  await user.click(await screen.findByRole('button', { name: '本周收官' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog).toHaveTextContent('不能再补记检查');
  await user.click(within(dialog).getByRole('button', { name: '本周收官' }));

  await user.click(await screen.findByRole('link', { name: '流动红旗' }));
  expect(await screen.findByRole('heading', { name: '流动红旗' })).toBeVisible();
  expect(screen.getByText('三年级(2)班')).toBeVisible();
  expect(screen.queryByText('三年级(1)班')).toBeNull();
  expect(screen.getByText(/2026年11月23日/)).toBeVisible();
});

test('a closed week opens again only with a reason', async () => {
  let sent: unknown;
  const closed = { ...week, closed_at: '2026-11-20T16:00:00+08:00', abilities: ['reopen'] };
  server.use(
    signedIn('CONTEST_READ', 'CONTEST_CLOSE'),
    http.post('*/api/v1/contest-weeks/w1/reopen/', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json(board());
    }),
  );
  contest(
    () => board(closed, true),
    () => closed,
  );
  const { user } = await open('/contests');

  await user.click(await screen.findByRole('button', { name: '重新打开' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: '重新打开' }));
  expect(await within(dialog).findByText('请填写')).toBeVisible();
  await user.type(within(dialog).getByRole('textbox'), '三年级(3)班漏查');
  await user.click(within(dialog).getByRole('button', { name: '重新打开' }));

  await waitFor(() => expect(sent).toEqual({ reason: '三年级(3)班漏查' }));
});

test('a check is taken back with a reason and stays to be read', async () => {
  let voided = false;
  server.use(
    signedIn('CONTEST_READ', 'CONTEST_CHECK'),
    http.get('*/api/v1/contest-checks/', () =>
      HttpResponse.json(
        listOf([
          {
            id: 'x1',
            week: 'w1',
            school_class: { id: 'c1', name: '三年级(1)班' },
            item: { id: 'k1', code: 'W', name: '卫生' },
            checked_on: '2026-11-18',
            faults: 2,
            note: '讲台有粉笔灰',
            checked_by: { id: 'p', name: '姜海' },
            is_voided: voided,
            void_reason: voided ? '记错了班' : '',
            voided_by: null,
            abilities: voided ? [] : ['void'],
          },
        ]),
      ),
    ),
    http.post('*/api/v1/contest-checks/x1/void/', () => {
      voided = true;
      return HttpResponse.json({});
    }),
  );
  contest();
  const { user } = await open('/contests');

  await user.click(await screen.findByRole('button', { name: '三年级(1)班的检查记录' }));
  await user.click(await screen.findByRole('button', { name: /作废：卫生/ }));
  const ask = (await screen.findByRole('textbox', { name: /原因/ })).closest('form') as HTMLElement;
  await user.type(within(ask).getByRole('textbox'), '记错了班');
  await user.click(within(ask).getByRole('button', { name: '作废' }));

  expect(await screen.findByText(/作废原因：记错了班/)).toBeVisible();
  expect(screen.getByText('2 处不足')).toBeVisible();
});

test('a duty teacher steps the faults of an item and records it; a second arrival is one row', async () => {
  const sent: { body: unknown; key: string | null }[] = [];
  server.use(
    signedIn('CONTEST_READ', 'CONTEST_CHECK'),
    http.get('*/api/v1/contest-items/', () =>
      HttpResponse.json(listOf([...items, { ...items[0], id: 'k3', name: '旧项', is_active: false }])),
    ),
    http.get('*/api/v1/contest-checks/', () =>
      HttpResponse.json(
        listOf([
          {
            id: 'x2',
            item: { id: 'k2', code: 'L', name: '礼仪' },
            checked_on: schoolToday(),
            faults: 1,
            checked_by: { id: 'p', name: '姜海' },
            is_voided: false,
          },
        ]),
      ),
    ),
    http.get('*/api/v1/school-classes/', () =>
      HttpResponse.json(
        listOf([
          { id: 'c9', name: '四年级(1)班', grade: 4, number: 1 },
          { id: 'c1', name: '三年级(1)班', grade: 3, number: 1 },
        ]),
      ),
    ),
    http.post('*/api/v1/contest-checks/', async ({ request }) => {
      sent.push({ body: await request.json(), key: request.headers.get('Idempotency-Key') });
      return sent.length === 1 ? HttpResponse.error() : HttpResponse.json({}, { status: 201 });
    }),
  );
  const { user } = await open('/contests/check');

  const select = await screen.findByRole('combobox', { name: '班级' });
  expect(
    within(select)
      .getAllByRole('option')
      .map((one) => one.textContent),
  ).toEqual(['请选择班级', '三年级(1)班', '四年级(1)班']);
  expect(screen.queryByRole('button', { name: '记下“卫生”' })).toBeNull();
  await user.selectOptions(select, 'c1');
  expect(screen.queryByText('旧项')).toBeNull();
  expect(await screen.findByText('姜海已检查：1 处不足')).toBeVisible();

  const stepper = screen.getByRole('group', { name: '卫生' });
  await user.click(within(stepper).getByRole('button', { name: '增加一处' }));
  await user.click(within(stepper).getByRole('button', { name: '增加一处' }));
  expect(within(stepper).getByText('2 处不足')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '记下“卫生”' }));

  expect(await screen.findByText(/(已记录|待上传)：2 处不足/)).toBeVisible();
  await waitFor(() => expect(sent.length).toBeGreaterThan(1), { timeout: 9_000 });
  expect(sent[0]?.body).toMatchObject({ school_class: 'c1', item: 'k1', faults: 2, note: '' });
  expect(new Set(sent.map((one) => one.key)).size).toBe(1);
}, 20_000);
