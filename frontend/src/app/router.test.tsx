import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, expect, test, vi } from 'vitest';
import { queryClient } from '@/shared/api/queryClient';
import { device, wipeCopies } from '@/shared/offline/kept';
import { open } from '@/testing/render';
import { homeroom, server } from '@/testing/server';

const me = (answer: () => Response) => http.get('*/api/v1/me/', answer);

afterEach(async () => {
  vi.restoreAllMocks();
  await wipeCopies();
  await device.unset('last-owner');
});

test('nobody signed in: the sign-in page, and the way back is remembered', async () => {
  server.use(me(() => HttpResponse.json({ code: 'not_authenticated' }, { status: 401 })));

  const { router } = await open('/obligations?state=overdue');

  expect(await screen.findByRole('heading', { name: '登录沃土' })).toBeVisible();
  expect(router.state.location.search).toEqual({ next: '/obligations?state=overdue' });
});

test('with no network the shell opens for whoever was here last', async () => {
  const first = await open('/me');
  await screen.findByRole('heading', { name: homeroom.name });
  first.unmount();
  queryClient.clear();
  server.use(me(() => HttpResponse.error()));

  await open('/me');

  expect(await screen.findByRole('heading', { name: homeroom.name })).toBeVisible();
});

test('after signing out nothing opens without network', async () => {
  // The router reports the error it then shows; happy-dom cannot be printed.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  server.use(me(() => HttpResponse.error()));

  await open('/me');

  expect(await screen.findByText('现在没有网络')).toBeVisible();
});

test('a page without its permission says whom to ask', async () => {
  await open('/accounts');

  expect(await screen.findByRole('heading', { name: '这一页不在您的权限内' })).toBeVisible();
});

test('a committee member is always led to what was published', async () => {
  const member = { ...homeroom, is_committee: true, permissions: ['PUBLICATION_READ'], posts: [] };
  server.use(
    me(() => HttpResponse.json(member)),
    http.get('*/api/v1/publications/', () => HttpResponse.json({ count: 0, next: null, results: [] })),
  );

  const { router } = await open('/visits');

  await waitFor(() => expect(router.state.location.pathname).toBe('/publications'));
});
