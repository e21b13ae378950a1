import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { choices, teaching } from '@/testing/lessons';
import { listOf } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

test('the address of the calendar is shown once, and answers no more when it is revoked', async () => {
  let feed: object[] = [];
  server.use(
    teaching(),
    ...choices(),
    http.get('*/api/v1/calendar-feed/', () => HttpResponse.json(listOf(feed))),
    http.post('*/api/v1/calendar-feed/', () => {
      feed = [{ id: 'f1', opened_at: '2026-11-23T08:00:00+08:00', abilities: ['revoke'] }];
      return HttpResponse.json({ ...feed[0], address: 'https://school/api/v1/calendar/secret.ics' }, { status: 201 });
    }),
    http.post('*/api/v1/calendar-feed/f1/revoke/', () => {
      feed = [];
      return HttpResponse.json({ id: 'f1', opened_at: '2026-11-23T08:00:00+08:00', abilities: [] });
    }),
  );
  const { user } = await open('/me');

  await user.click(await screen.findByRole('button', { name: '生成订阅地址' }));
  expect(await screen.findByRole('textbox', { name: '订阅地址' })).toHaveValue(
    'https://school/api/v1/calendar/secret.ics',
  );
  await user.click(await screen.findByRole('button', { name: '停用' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: '停用' }));
  expect(await screen.findByRole('button', { name: '生成订阅地址' })).toBeVisible();
  expect(screen.queryByRole('textbox', { name: '订阅地址' })).toBeNull();
});
