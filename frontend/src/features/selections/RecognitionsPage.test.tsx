import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import type { components } from '@/shared/api/schema.gen';
import { listOf } from '@/testing/office';
import { open } from '@/testing/render';
import { homeroom, server } from '@/testing/server';

const row: components['schemas']['Recognition'] = {
  id: 'n1',
  kind: '优秀家长',
  title: '优秀家长',
  edition: 3,
  decided_on: '2026-11-20',
  name: '林女士',
  deed: '每周带孩子们读一本书。',
  published_at: '2026-11-22T08:00:00+08:00',
};

test('the parents’ committee reads what was published, and is offered nothing else of it', async () => {
  server.use(
    http.get('*/api/v1/me/', () =>
      HttpResponse.json({
        ...homeroom,
        is_committee: true,
        staff_id: null,
        posts: [],
        permissions: ['PUBLICATION_READ', 'RECOGNITION_READ'],
      }),
    ),
    http.get('*/api/v1/recognitions/', () => HttpResponse.json(listOf([row]))),
  );
  await open('/recognitions');

  expect(await screen.findByRole('heading', { name: '优秀家长（第3届）' })).toBeVisible();
  expect(screen.getByText('林女士')).toBeVisible();
  expect(screen.queryByRole('button', { name: '评选' })).toBeNull();
  expect(screen.getAllByRole('link', { name: '评选公布' })).not.toHaveLength(0);
});
