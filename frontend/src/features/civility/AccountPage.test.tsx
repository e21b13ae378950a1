import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { open } from '@/testing/render';
import { homeroom, server } from '@/testing/server';

const item = {
  id: 'i1',
  code: 'SCH-01',
  name: '主动问好',
  domain: 'school',
  domain_label: '学校',
  kind: 'recognition',
  kind_label: '表扬',
  recorder: 'teacher',
  least: 2,
  most: 2,
  needs_note: false,
};
const entry = {
  id: 'e1',
  batch: 'b1',
  student: { id: 's1', name: '于沐宸', school_class: null },
  school_class: { id: 'c1', name: '三年级(2)班' },
  item,
  item_version: 3,
  occurred_on: '2026-11-20',
  noticed_at: '2026-11-20T02:00:00Z',
  recorded_at: '2026-11-20T02:00:00Z',
  recorder: { id: 'staff-jiang', name: '姜海' },
  source: 'seen',
  source_label: '亲眼所见',
  note: '在校门口向保安叔叔问好',
  worth: 2,
  points: 2,
  cap: '',
  cap_label: '',
  reverses: null,
  reason: '',
  is_reversed: false,
  reversal: null,
  appeal: null,
  appeal_until: '2026-12-11',
  abilities: ['retrieve', 'appeal'],
};
const capped = {
  ...entry,
  id: 'e2',
  note: '',
  points: 0,
  cap: 'item_day',
  cap_label: '这个项目今天不再计分',
  abilities: ['retrieve'],
};
const reversal = { id: 'e4', by: { id: 'staff-lin', name: '林主任' }, at: '2026-11-21T02:00:00Z', reason: '记错了人' };
const takenBack = { ...entry, id: 'e3', note: '', is_reversed: true, reversal, abilities: ['retrieve'] };
const counter = { ...takenBack, id: 'e4', worth: -2, points: -2, reverses: 'e3', is_reversed: false, reversal: null };

const raised: unknown[] = [];
beforeEach(() => {
  raised.length = 0;
  server.use(
    http.get('*/api/v1/me/', () =>
      HttpResponse.json({ ...homeroom, permissions: [...homeroom.permissions, 'POINT_READ', 'APPEAL_RAISE'] }),
    ),
    http.get('*/api/v1/visit-rounds/', () => HttpResponse.json({ count: 0, next: null, results: [] })),
    http.get('*/api/v1/point-accounts/s1/', () =>
      HttpResponse.json({
        student: entry.student,
        term: { id: 't1', first: '2026-09-01', last: '2027-01-20' },
        points: 2,
        recognitions: 2,
        by_domain: [{ domain: 'school', name: '学校', points: 2, recognitions: 2 }],
        entries: [counter, takenBack, capped, entry],
      }),
    ),
    http.post('*/api/v1/point-appeals/', async ({ request }) => {
      raised.push(await request.json());
      return HttpResponse.json({ id: 'a1' }, { status: 201 });
    }),
  );
});

test('why it is 2: each gesture with its rule, what a cap left out, and what was taken back by whom', async () => {
  await open('/civility/children/s1');

  expect(await screen.findByRole('heading', { name: '为什么是 2 分' })).toBeVisible();
  const rows = within(screen.getByRole('region', { name: '逐条记录（3）' })).getAllByRole('listitem');
  expect(rows).toHaveLength(3);
  expect(rows[0]).toHaveTextContent('11月21日 10:00 林主任撤回：记错了人');
  expect(rows[0]).toHaveTextContent('+0');
  expect(rows[1]).toHaveTextContent('依据 SCH-01 第 3 版，应计 +2。 已记录、不计分：这个项目今天不再计分。');
  expect(rows[2]).toHaveTextContent('+2');
  expect(rows[2]).toHaveTextContent('在校门口向保安叔叔问好');
});

test('an appeal is entered for the family, of an entry that may still be looked at', async () => {
  const { user } = await open('/civility/children/s1');
  await user.click(await screen.findByRole('button', { name: '代家长申请复核' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getAllByRole('option')).toHaveLength(1);
  await user.click(within(dialog).getByRole('button', { name: '提交复核' }));
  expect(within(dialog).getByText('请填写')).toBeVisible();

  await user.type(within(dialog).getByRole('textbox', { name: /家长的理由/ }), '孩子说那天请假在家');
  await user.click(within(dialog).getByRole('button', { name: '提交复核' }));

  await waitFor(() =>
    expect(raised).toEqual([{ entry: 'e1', raised_by_whom: 'family', reason: '孩子说那天请假在家' }]),
  );
});
