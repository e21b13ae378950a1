import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { initI18n } from '@/shared/i18n';
import { server } from '@/testing/server';
import { nameIn } from '../api/exportList';
import { queryClient } from '../api/queryClient';
import { ExportButton } from './ExportButton';
import { Toaster } from './Toaster';

const clicked: string[] = [];

beforeEach(async () => {
  await initI18n('zh-Hans');
  clicked.length = 0;
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:list');
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    clicked.push(this.download);
  });
});
afterEach(() => vi.restoreAllMocks());

const show = (count?: number) =>
  render(
    <MantineProvider env="test">
      <Toaster />
      <QueryClientProvider client={queryClient}>
        <ExportButton path="/api/v1/home-visits/export/" filters={{ mine: true }} count={count} />
      </QueryClientProvider>
    </MantineProvider>,
  );

test('the file is asked for with the filters of the page and keeps its Chinese name', async () => {
  const sent: unknown[] = [];
  server.use(
    http.post('*/api/v1/home-visits/export/', async ({ request }) => {
      sent.push(await request.json());
      return new HttpResponse('名单', {
        headers: { 'Content-Disposition': `attachment; filename*=utf-8''${encodeURIComponent('家访记录.csv')}` },
      });
    }),
  );
  const user = userEvent.setup();
  show(87);
  await user.click(screen.getByRole('button', { name: '导出' }));
  expect(await screen.findByText('当前筛选下的全部 87 条记录。')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'CSV 文件' }));

  await waitFor(() => expect(clicked).toEqual(['家访记录.csv']));
  expect(sent).toEqual([{ as: 'csv', filters: { mine: true } }]);
});

test('a refusal is told in the words of the server and no file is made', async () => {
  server.use(
    http.post('*/api/v1/home-visits/export/', () =>
      HttpResponse.json(
        { status: 429, code: 'enough_for_today', detail: '今天已导出 30 份名单，达到每人每日上限。', errors: [] },
        { status: 429 },
      ),
    ),
  );
  const user = userEvent.setup();
  show();
  await user.click(screen.getByRole('button', { name: '导出' }));
  await user.click(await screen.findByRole('button', { name: 'Excel 表格' }));

  expect(await screen.findByText('今天已导出 30 份名单，达到每人每日上限。')).toBeVisible();
  expect(clicked).toEqual([]);
});

test('an empty list has nothing to take along', () => {
  show(0);

  expect(screen.getByRole('button', { name: '导出' })).toBeDisabled();
});

test.each([
  ["attachment; filename*=utf-8''%E5%90%8D%E5%8D%95.csv", '名单.csv'],
  ['attachment; filename="list.csv"', 'list.csv'],
  [null, undefined],
])('the name in %s', (header, name) => {
  expect(nameIn(header)).toBe(name);
});
