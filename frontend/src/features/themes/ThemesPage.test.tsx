import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { listOf, signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';
import { monthsOf, placeIn, schoolYearOf } from './year';

const theme = {
  id: 't1',
  title: '生活礼仪学习月',
  colour: 'gold',
  slogan: '说好每一句话',
  starts_on: '2026-11-01',
  ends_on: '2026-11-30',
  is_running: true,
  items: [{ id: 'i1', code: 'SCH-01', name: '主动问好' }],
  abilities: ['withdraw'],
};

test('a school year runs from September to August, and a span lies in it where its days lie', () => {
  expect(schoolYearOf('2026-08-31')).toBe(2025);
  expect(schoolYearOf('2026-09-01')).toBe(2026);
  const months = monthsOf(2026);
  expect(months.map((month) => month.number)).toEqual([9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(months[5]).toEqual({ number: 2, first: '2027-02-01', last: '2027-02-28' });
  expect(placeIn(months, { starts_on: '2026-09-01', ends_on: '2027-08-31' })).toEqual({ left: 0, width: 100 });
  expect(placeIn(months, { starts_on: '2026-06-01', ends_on: '2026-09-10' }).left).toBe(0);
});

test('themes of the year with their colour in words; another year is empty', async () => {
  server.use(
    signedIn('CATALOGUE_READ'),
    http.get('*/api/v1/theme-months/', () => HttpResponse.json(listOf([{ ...theme, abilities: [] }]))),
  );
  const { user } = await open('/themes');

  const row = (await screen.findByText('带到前面的项目：主动问好')).closest('li') as HTMLElement;
  expect(within(row).getByText('金色健康')).toBeVisible();
  expect(within(row).getByText('进行中')).toBeVisible();
  expect(screen.queryByRole('button', { name: '新增主题' })).toBeNull();

  await user.click(screen.getByRole('button', { name: '下一学年' }));

  expect(await screen.findByText('这一学年还没有主题')).toBeVisible();
});

test('a new theme takes its days, colour and items; one that overlaps is refused in words', async () => {
  const sent: unknown[] = [];
  server.use(
    signedIn('CATALOGUE_READ', 'CATALOGUE_KEEP'),
    http.get('*/api/v1/theme-months/', () => HttpResponse.json(listOf([theme]))),
    http.get('*/api/v1/point-items/', () =>
      HttpResponse.json(
        listOf([
          {
            id: 'i1',
            code: 'SCH-01',
            version: { name: '主动问好', is_open: true, kind: 'recognition' },
            abilities: [],
          },
          { id: 'i2', code: 'REM-01', version: { name: '提醒', is_open: true, kind: 'reminder' }, abilities: [] },
        ]),
      ),
    ),
    http.post('*/api/v1/theme-months/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ code: 'theme_overlaps', detail: '这几天里已有另一个主题。' }, { status: 409 });
    }),
  );
  const { user } = await open('/themes');

  await user.click(await screen.findByRole('button', { name: '新增主题' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox', { name: /主题名称/ }), '向文明使者学习月');
  await user.click(within(dialog).getByRole('radio', { name: /绿色活力/ }));
  await user.type(within(dialog).getByLabelText(/第一天/), '2026-12-01');
  await user.type(within(dialog).getByLabelText(/最后一天/), '2026-12-31');
  await user.click(await within(dialog).findByRole('checkbox', { name: '主动问好' }));
  expect(within(dialog).queryByRole('checkbox', { name: '提醒' })).toBeNull();
  await user.click(within(dialog).getByRole('button', { name: '保存主题' }));

  expect(await within(dialog).findByText('这几天里已有另一个主题。')).toBeVisible();
  expect(sent).toEqual([
    {
      title: '向文明使者学习月',
      slogan: '',
      colour: 'green',
      starts_on: '2026-12-01',
      ends_on: '2026-12-31',
      items: ['i1'],
    },
  ]);
});

test('a theme is withdrawn after a word of what that does', async () => {
  let rows: object[] = [theme];
  server.use(
    signedIn('CATALOGUE_READ', 'CATALOGUE_KEEP'),
    http.get('*/api/v1/theme-months/', () => HttpResponse.json(listOf(rows))),
    http.post('*/api/v1/theme-months/t1/withdraw/', () => {
      rows = [];
      return HttpResponse.json({ ...theme, abilities: [] });
    }),
  );
  const { user } = await open('/themes');

  await user.click(await screen.findByRole('button', { name: '撤回“生活礼仪学习月”' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog).toHaveTextContent('已经记下的表扬不变');
  await user.click(within(dialog).getByRole('button', { name: '撤回' }));

  await waitFor(() => expect(screen.getByText('这一学年还没有主题')).toBeVisible());
});
