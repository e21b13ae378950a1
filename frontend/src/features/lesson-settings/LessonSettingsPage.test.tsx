import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { choices, lessonKind } from '@/testing/lessons';
import { listOf, signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

beforeEach(() =>
  server.use(
    signedIn('LESSON_READ', 'LESSON_KEEP', 'RUBRIC_KEEP'),
    ...choices([lessonKind({ abilities: ['change'] })]),
    http.get('*/api/v1/rubrics/', () =>
      HttpResponse.json(
        listOf([
          { id: 'r1', code: 'R', name: '课堂教学评价表', is_active: true, published: null, draft: null, abilities: [] },
        ]),
      ),
    ),
  ),
);

test('a kind of lesson is given its rubric', async () => {
  const sent: unknown[] = [];
  server.use(
    http.post('*/api/v1/lesson-kinds/k-booked/change/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(lessonKind());
    }),
  );
  const { user } = await open('/lesson-settings');

  await user.click(await screen.findByRole('button', { name: '修改预约课堂' }));
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findByRole('option', { name: '课堂教学评价表' });
  await user.selectOptions(within(dialog).getByRole('combobox', { name: '评课表' }), 'r1');
  await user.click(within(dialog).getByRole('button', { name: '保存' }));
  await waitFor(() => expect(sent).toMatchObject([{ rubric: 'r1', default_seats: 2, is_active: true }]));
});

test('a quota is of a post or of the first years, never of both', async () => {
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/observation-quotas/', () => HttpResponse.json(listOf([]))),
    http.post('*/api/v1/observation-quotas/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({}, { status: 201 });
    }),
  );
  const { user } = await open('/lesson-settings?view=quotas');

  await user.click(await screen.findByRole('button', { name: '新增要求' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('radio', { name: '教龄' }));
  await user.click(within(dialog).getByRole('radio', { name: '每周' }));
  await user.clear(within(dialog).getByRole('spinbutton', { name: /至少几节/ }));
  await user.type(within(dialog).getByRole('spinbutton', { name: /至少几节/ }), '3');
  await user.click(within(dialog).getByRole('button', { name: '设定' }));
  await waitFor(() =>
    expect(sent).toMatchObject([{ post_kind: '', years_up_to: 3, period: 'week', counts: 'any', at_least: 3 }]),
  );
});
