import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { listOf, signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

test('whom nobody has seen, in the order of the school, with the reason and each post once', async () => {
  const asked: string[] = [];
  server.use(
    signedIn('COVERAGE_READ'),
    http.get('*/api/v1/observation-coverage/', ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json(
        listOf([
          {
            staff: { id: '1', name: '姜晓' },
            posts: ['任课教师', '任课教师'],
            is_new: true,
            last_seen_on: null,
            weeks_unseen: 12,
            reasons: ['unseen'],
            reason_labels: ['多周没有人听'],
          },
          {
            staff: { id: '2', name: '于敏' },
            posts: ['班主任'],
            is_new: false,
            last_seen_on: '2026-09-10',
            weeks_unseen: 9,
            reasons: ['unseen'],
            reason_labels: ['多周没有人听'],
          },
        ]),
      );
    }),
  );
  const { user } = await open('/coverage');

  const rows = await screen.findAllByRole('listitem');
  const names = rows.map((row) => row.textContent ?? '').filter((text) => /教学周/.test(text));
  expect(names).toEqual([
    expect.stringMatching(/^姜晓 ?新教师任课教师多周没有人听还没有人听过12 个教学周$/),
    expect.stringMatching(/^于敏 ?班主任多周没有人听上次 9月10日9 个教学周$/),
  ]);
  await user.selectOptions(screen.getByRole('combobox', { name: '几周没有人听' }), '12');
  await waitFor(() => expect(asked.at(-1)).toContain('weeks=12'));
});

test('how each stands to what is asked, and late ones apart', async () => {
  server.use(
    signedIn('COVERAGE_READ'),
    http.get('*/api/v1/observation-standings/', () =>
      HttpResponse.json(
        listOf([
          {
            staff: { id: '1', name: '姜晓' },
            posts: ['任课教师'],
            late: 1,
            lines: [
              {
                quota: 'q',
                asked_of: '教龄 3 年内',
                period: 'week',
                period_label: '每周',
                counts: 'any',
                counts_label: '',
                at_least: 3,
                done: 2,
                missing: 1,
                periods_met: 8,
                periods_begun: 12,
                periods: [],
              },
            ],
          },
        ]),
      ),
    ),
  );
  await open('/coverage?view=standings');

  expect(await screen.findByText('2 / 3 节')).toBeVisible();
  expect(screen.getByText('还差 1')).toBeVisible();
  expect(screen.getByText(/每周 · 12 个周期完成 8 个 · 教龄 3 年内/)).toBeVisible();
  expect(screen.getByText('补录 1 节，不计入')).toBeVisible();
});
