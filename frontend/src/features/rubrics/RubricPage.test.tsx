import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { components } from '@/shared/api/schema.gen';
import { listOf, signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

type Version = components['schemas']['RubricVersion'];

const version = (more: Partial<Version> = {}): Version => ({
  id: 'v1',
  rubric: { id: 'r1', code: 'CLASS', name: '课堂教学评价表' },
  number: 1,
  bonus_most: 5,
  criteria: [
    {
      code: 'A1',
      section: '目标',
      text: '目标具体',
      kind: 'scale',
      kind_label: '等级',
      levels: 5,
      weight: '60.00',
      is_bonus: false,
      options: [],
    },
  ],
  grades: [{ name: '优', at_least: '90.00' }],
  is_published: true,
  published_at: '2026-09-01T08:00:00+08:00',
  published_by: { id: 's', name: '姜海' },
  edition: 3,
  why: '',
  abilities: ['retrieve'],
  ...more,
});
const draft = version({ id: 'v2', number: 2, is_published: false, published_at: null, published_by: null, edition: 1 });
const school = { hasDraft: false, sent: [] as unknown[] };

beforeEach(() => {
  Object.assign(school, { hasDraft: false, sent: [] });
  const rubric = () => ({
    id: 'r1',
    code: 'CLASS',
    name: '课堂教学评价表',
    is_active: true,
    published: { id: 'v1', number: 1 },
    draft: school.hasDraft ? 'v2' : null,
    abilities: school.hasDraft ? ['list', 'change'] : ['list', 'change', 'draft'],
  });
  server.use(
    signedIn('LESSON_READ', 'RUBRIC_KEEP'),
    http.get('*/api/v1/rubrics/', () => HttpResponse.json(listOf([rubric()]))),
    http.get('*/api/v1/rubric-versions/', () =>
      HttpResponse.json(listOf(school.hasDraft ? [draft, version()] : [version()])),
    ),
    http.post('*/api/v1/rubrics/r1/draft/', () => {
      school.hasDraft = true;
      return HttpResponse.json(rubric());
    }),
    http.patch('*/api/v1/rubric-versions/v2/', async ({ request }) => {
      school.sent.push({ edition: request.headers.get('If-Match'), ...((await request.json()) as object) });
      return HttpResponse.json({ ...draft, edition: 2 });
    }),
    http.post('*/api/v1/rubric-versions/v2/publish/', ({ request }) => {
      school.sent.push({ published: request.headers.get('If-Match') });
      return HttpResponse.json({ ...draft, is_published: true });
    }),
  );
});

test('a published version is only read; the next is drafted from it, written whole and published once', async () => {
  const { user } = await open('/rubrics/r1');

  expect(await screen.findByText('权重合计 60 · 优 ≥ 90')).toBeVisible();
  expect(screen.queryByRole('button', { name: '发布' })).toBeNull();
  await user.click(screen.getByRole('button', { name: '修订出新版' }));

  const editor = await screen.findByRole('region', { name: '第 2 版草稿' });
  await user.click(within(editor).getByRole('button', { name: '加一条' }));
  const added = within(editor).getAllByRole('textbox', { name: /评什么/ })[1] as HTMLElement;
  await user.type(added, '参与面');
  await user.selectOptions(within(editor).getAllByRole('combobox', { name: '方式' })[1] as HTMLElement, 'count');
  await user.click(within(editor).getByRole('button', { name: '发布' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog).toHaveTextContent('发布后不能再改。');
  await user.click(within(dialog).getByRole('button', { name: '发布' }));

  await waitFor(() => expect(school.sent).toHaveLength(2));
  expect(school.sent).toMatchObject([
    {
      edition: '"1"',
      criteria: [
        { code: 'A1', kind: 'scale', levels: 5, weight: '60' },
        { code: 'C2', kind: 'count', levels: null, weight: '0', text: '参与面' },
      ],
    },
    { published: '"2"' },
  ]);
});
