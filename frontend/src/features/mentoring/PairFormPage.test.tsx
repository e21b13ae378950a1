import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { listOf, signedIn } from '@/testing/office';
import { file } from '@/testing/pairs';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

test('a new pair takes its duties from the form, and a fourth mentee only when it is meant', async () => {
  const sent: Record<string, unknown>[] = [];
  server.use(
    signedIn('PAIR_READ', 'PAIR_KEEP', 'STAFF_READ'),
    http.get('*/api/v1/terms/', () =>
      HttpResponse.json([
        {
          id: 't1',
          academic_year: '2026—2027',
          ordinal: 1,
          window_opens_on: '2000-01-01',
          window_closes_on: '2099-01-20',
          ends_on: '2099-01-20',
        },
        {
          id: 't2',
          academic_year: '2026—2027',
          ordinal: 2,
          window_opens_on: '2099-01-21',
          window_closes_on: '2099-08-20',
          ends_on: '2099-07-10',
        },
      ]),
    ),
    http.post('*/api/v1/mentor-pairs/', async ({ request }) => {
      const body = (await request.json()) as Record<string, unknown>;
      sent.push(body);
      return body.is_meant
        ? HttpResponse.json(file({ id: 'p1' }), { status: 201 })
        : HttpResponse.json({ code: 'many_mentees', detail: '这位师傅已有 3 位徒弟。' }, { status: 409 });
    }),
    http.get('*/api/v1/mentor-pairs/p1/', () => HttpResponse.json(file())),
    ...['mentor-talks', 'mentor-months', 'mentor-steps'].map((list) =>
      http.get(`*/api/v1/${list}/`, () => HttpResponse.json(listOf([]))),
    ),
  );
  const { user, router } = await open('/pairs/new');

  await user.click(await screen.findByRole('combobox', { name: '师傅' }));
  await user.click(await screen.findByRole('option', { name: /姜海/ }));
  await user.click(screen.getByRole('combobox', { name: '徒弟' }));
  expect(screen.queryByRole('option', { name: /姜海/ })).toBeNull();
  await user.click(await screen.findByRole('option', { name: /曲晓岚/ }));
  await user.type(screen.getByRole('textbox', { name: /学科/ }), '语文');
  expect(screen.getByLabelText(/结束/)).toHaveValue('2099-07-10');
  await user.click(screen.getByRole('radio', { name: /提高式/ }));
  await user.click(screen.getByRole('button', { name: '保存并请双方接受' }));
  expect(await screen.findByText('请填写')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '套用范文' }));
  await user.click(screen.getByRole('button', { name: '保存并请双方接受' }));

  expect(await screen.findByText('这位师傅已有 3 位徒弟。')).toBeVisible();
  await user.click(screen.getByRole('checkbox', { name: '确实要再带一位徒弟' }));
  await user.click(screen.getByRole('button', { name: '保存并请双方接受' }));

  await waitFor(() => expect(router.state.location.pathname).toBe('/pairs/p1'));
  expect(sent).toHaveLength(2);
  expect(sent[1]).toMatchObject({
    mentor: 'staff-jiang',
    mentee: 'staff-qu',
    field: 'subject',
    subject: '语文',
    form: 'advanced',
    duties: [
      { kind: 'mentor_observes', period: 'month', at_least: 1 },
      { kind: 'mentee_observes', period: 'month', at_least: 1 },
      { kind: 'evaluation', period: 'month', at_least: 1 },
      { kind: 'talk', period: 'month', at_least: 1 },
    ],
    is_meant: true,
  });
});
