import { cleanup, screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { queryClient } from '@/shared/api/queryClient';
import { stepUp } from '@/shared/session/stepUp';
import { listOf, signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

const figure = {
  code: 'visits.coverage',
  version: 1,
  title: '家访落实率',
  definition: '应访学生中已全部落实的学生。',
  unit: 'people',
  unit_label: '人',
  kind: 'share',
  value: { part: 2, whole: 60 },
  records_count: 2,
  can_open: true,
  can_export: true,
};
const record = (n: number) => ({
  type: n === 0 ? 'home_visit' : 'child',
  id: `r${n}`,
  amount: 1,
  label: '送温暖',
  detail: '11月20日已落实',
  on: '2026-11-20',
  student: { id: `c${n}`, name: `学生${n}`, class_name: '三年级(2)班' },
});
const answer = (one: object) => ({
  scope: {
    term: 't',
    term_name: '2026-2027学年度第一学期',
    grade: null,
    school_class: null,
    staff: null,
    as_of: '2026-11-23',
  },
  results: [{ ...figure, ...one }],
});
const serve = (one: object) =>
  server.use(
    http.get('*/api/v1/figures/', () => HttpResponse.json(answer(one))),
    http.get('*/api/v1/figures/:code/records/', ({ request }) => {
      const asked = new URL(request.url).searchParams;
      const count = asked.get('side') === 'whole' ? 60 : 2;
      const from = Number(asked.get('offset'));
      const rows = Array.from({ length: Math.min(50, count - from) }, (_, n) => record(from + n));
      const next = from + rows.length < count ? '/next' : null;
      return HttpResponse.json({ ...listOf(rows, count, next), figure: { code: figure.code, title: figure.title } });
    }),
  );

beforeEach(() => {
  queryClient.clear();
  server.use(signedIn('FIGURE_READ', 'VISIT_READ'));
});

test('the count is the number that was pressed, on either side, page after page', async () => {
  serve({});
  const { user } = await open('/figures/visits.coverage?side=part');
  expect(await screen.findByRole('heading', { name: '背后的 2 条记录' })).toBeVisible();
  expect(screen.getByText('3.3%')).toBeVisible();
  expect(screen.getByRole('link', { name: /学生0/ })).toHaveAttribute('href', '/visits/r0');

  await user.click(screen.getByRole('link', { name: /全部 60/ }));
  expect(await screen.findByRole('heading', { name: '背后的 60 条记录' })).toBeVisible();
  expect(screen.getByText('已显示 50 条，共 60 条')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '显示更多' }));
  expect(await screen.findByText('学生59')).toBeVisible();
  expect(screen.queryByRole('button', { name: '显示更多' })).toBeNull();
});

test('opened by itself it asks for its own number; from the dashboard it shows what was pressed', async () => {
  serve({});
  const asked: string[] = [];
  server.events.on('request:start', ({ request }) => {
    const { pathname, search } = new URL(request.url);
    if (pathname === '/api/v1/figures/') asked.push(search);
  });
  await open('/figures/visits.coverage');
  expect(await screen.findByText('3.3%')).toBeVisible();
  expect(asked).toEqual(['?term=current&code=visits.coverage']);
  cleanup();

  queryClient.setQueryData(['figures', { grade: 3 }], answer({ value: { part: 5, whole: 60 } }));
  await open('/figures/visits.coverage?grade=3');
  expect(await screen.findByText('8.3%')).toBeVisible();
  expect(asked).toHaveLength(1);
});

test('a part opens the whole that it is read in, and what one may not read opens nothing', async () => {
  serve({});
  const rows = ['award_winner', 'nomination', 'goal', 'activity_part', 'pledge', 'survey_count', 'hidden_goal'].map(
    (type, n) => ({
      ...record(n),
      type,
      id: `part${n}:whole${n}`,
      label: type,
      student: null,
    }),
  );
  server.use(
    http.get('*/api/v1/figures/:code/records/', () =>
      HttpResponse.json({ ...listOf(rows), figure: { code: figure.code, title: figure.title } }),
    ),
  );
  await open('/figures/visits.coverage?side=part');
  expect(await screen.findByText('hidden_goal')).toBeVisible();

  for (const [name, href] of [
    ['award_winner', '/awards/whole0'],
    ['nomination', '/selections/whole1'],
    ['goal', '/portfolio/plans/whole2'],
    ['activity_part', '/activities/whole3'],
    ['pledge', '/assurance/pledges/whole4'],
    ['survey_count', '/assurance/surveys/whole5'],
  ])
    expect(screen.getByRole('link', { name: new RegExp(`^${name}`) })).toHaveAttribute('href', href);
  expect(screen.queryByRole('link', { name: /hidden_goal/ })).toBeNull();
});

test('an empty whole has no share and no list', async () => {
  serve({ value: null });
  await open('/figures/visits.coverage');
  expect(await screen.findByText('本类无应计对象')).toBeVisible();
  expect(screen.queryByText(/%/)).toBeNull();
});

test('a breakdown opens one cell at a time, the first that counts anybody', async () => {
  serve({
    kind: 'breakdown',
    value: [
      { key: 'letter', label: '书信', value: 0 },
      { key: 'on_site', label: '上门', value: 2 },
    ],
  });
  await open('/figures/visits.coverage');
  expect(await screen.findByRole('link', { name: '上门 2 人' })).toHaveAttribute('aria-current', 'true');
});

test('who may read the number but not its records is told so', async () => {
  serve({ can_open: false });
  await open('/figures/visits.coverage');
  expect(await screen.findByText('3.3%')).toBeVisible();
  expect(screen.queryByText(/条记录/)).toBeNull();
});

test('records that take a step up are opened after the password, and go out in no file', async () => {
  serve({ code: 'visits.concerns_opened', kind: 'count', value: 1, can_export: false });
  let proven = false;
  server.use(
    http.get('*/api/v1/figures/:code/records/', () =>
      proven
        ? HttpResponse.json({ ...listOf([record(0)], 1, null), figure: { code: figure.code, title: figure.title } })
        : HttpResponse.json({ code: 'step_up_required', detail: '' }, { status: 403 }),
    ),
  );
  await open('/figures/visits.concerns_opened');
  await vi.waitFor(() => expect(stepUp.isAsking()).toBe(true));
  proven = true;
  stepUp.answer(true);
  expect(await screen.findByRole('heading', { name: /1.*条记录/ })).toBeVisible();
  expect(screen.queryByRole('button', { name: /导出/ })).toBeNull();
});
