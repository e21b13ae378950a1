import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

const share = (label: string, part: number | null, whole: number | null) => ({
  label,
  part,
  whole,
  is_suppressed: part === null,
});

test('groups stand in their own order, and a small one is not told', async () => {
  server.use(
    signedIn('FAIRNESS_READ'),
    http.get('*/api/v1/terms/', () => HttpResponse.json([])),
    http.get('*/api/v1/point-fairness/', () =>
      HttpResponse.json({
        term: 't1',
        by_grade: [share('一年级', 70, 100)],
        by_class: [share('一年级(1)班', 20, 40), share('一年级(2)班', 39, 40), share('一年级(3)班', null, null)],
        by_joining: [share('本学年转入', null, null)],
      }),
    ),
  );
  await open('/fairness');

  const table = await screen.findByRole('table', { name: '按班级' });
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows.map((row) => within(row).getByRole('rowheader').textContent)).toEqual([
    '一年级(1)班',
    '一年级(2)班',
    '一年级(3)班',
  ]);
  expect(rows[0]).toHaveTextContent('20 / 40 人');
  expect(rows[0]).toHaveTextContent('50%');
  expect(rows[2]).toHaveTextContent('少于5人，不显示');
  expect(rows[2]).not.toHaveTextContent('%');
});

test('with no term there is nothing to say, and that is said', async () => {
  server.use(
    signedIn('FAIRNESS_READ'),
    http.get('*/api/v1/terms/', () => HttpResponse.json([])),
    http.get('*/api/v1/point-fairness/', () => HttpResponse.json({ code: 'not_found' }, { status: 404 })),
  );
  await open('/fairness');

  expect(await screen.findByText('这个学期还没有可看的数据')).toBeVisible();
});

test('whoever may not read it is told whom to ask', async () => {
  server.use(signedIn('POINT_READ'));
  await open('/fairness');

  expect(await screen.findByRole('heading', { name: '这一页不在您的权限内' })).toBeVisible();
});
