import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { finding } from '@/testing/assurance';
import { listOf, signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

test('the owner finds on the first page what is to be put right, and nothing that waits for somebody else', async () => {
  server.use(
    signedIn('INSPECTION_READ'),
    http.get('*/api/v1/findings/', ({ request }) => {
      expect(new URL(request.url).searchParams.get('mine')).toBe('true');
      return HttpResponse.json(listOf([finding(), finding({ id: 'x2', item: '门锁', state: 'rectified' })]));
    }),
  );
  await open('/');

  const due = await screen.findByRole('region', { name: '要我整改的问题（1）' });
  expect(within(due).getByRole('link', { name: '三楼东侧灭火器' })).toHaveAttribute('href', '/assurance/findings/x1');
  expect(within(due).getByText(/^逾期 \d+ 天$/)).toBeVisible();
  expect(within(due).queryByText('门锁')).toBeNull();
});
