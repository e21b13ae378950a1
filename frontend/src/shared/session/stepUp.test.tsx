import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { open } from '@/testing/render';
import { homeroom, server } from '@/testing/server';

/** Locked until the session has proved itself by the given way. */
function locked(second_factor: 'on' | 'off') {
  let proved = false;
  const asked: unknown[] = [];
  const prove = (field: 'password' | 'code', right: string) =>
    http.post(`*/_allauth/browser/v1/auth/${field === 'code' ? '2fa/' : ''}reauthenticate`, async ({ request }) => {
      const body = (await request.json()) as Record<string, string>;
      asked.push(body);
      proved = body[field] === right;
      return proved
        ? HttpResponse.json({})
        : HttpResponse.json({ errors: [{ code: 'incorrect', message: '' }] }, { status: 400 });
    });
  server.use(
    http.get('*/api/v1/me/', () =>
      HttpResponse.json({ ...homeroom, second_factor, permissions: [...homeroom.permissions, 'CONCERN_REPORT'] }),
    ),
    http.get('*/api/v1/concerns/', () =>
      proved
        ? HttpResponse.json({ count: 0, next: null, previous: null, results: [] })
        : HttpResponse.json({ code: 'step_up_required', detail: '' }, { status: 403 }),
    ),
    prove('password', 'right'),
    prove('code', '123456'),
  );
  return asked;
}

test('a code proves it as well as the password, where there is a second factor', async () => {
  const asked = locked('on');
  const { user } = await open('/concerns');

  await user.click(await screen.findByRole('button', { name: '改用验证码' }));
  await user.type(screen.getByRole('textbox', { name: '验证码' }), '999999');
  await user.click(screen.getByRole('button', { name: '确认' }));
  expect(await screen.findByText(/验证码不对/)).toBeVisible();

  await user.clear(screen.getByRole('textbox', { name: '验证码' }));
  await user.type(screen.getByRole('textbox', { name: '验证码' }), '123 456');
  await user.click(screen.getByRole('button', { name: '确认' }));

  expect(await screen.findByText('没有未了的情况')).toBeVisible();
  expect(asked).toEqual([{ code: '999999' }, { code: '123456' }]);
});

test('without a second factor only the password is asked for', async () => {
  const asked = locked('off');
  const { user } = await open('/concerns');

  await user.type(await screen.findByLabelText('密码'), 'right');
  expect(screen.queryByRole('button', { name: '改用验证码' })).toBeNull();
  await user.click(screen.getByRole('button', { name: '确认' }));

  expect(await screen.findByText('没有未了的情况')).toBeVisible();
  expect(asked).toEqual([{ password: 'right' }]);
});
