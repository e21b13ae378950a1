import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { listOf, signedIn } from '@/testing/office';
import { evidence } from '@/testing/proofs';
import { open } from '@/testing/render';
import { server } from '@/testing/server';
import { titleFrom } from './files';

test('a file that met a bad line waits, and goes out again under the same key', async () => {
  const keys: (string | null)[] = [];
  server.use(
    signedIn('AWARD_READ', 'AWARD_DECLARE', 'EVIDENCE_ADD'),
    http.get('*/api/v1/awards/', () => HttpResponse.json(listOf([]))),
    http.post('*/api/v1/evidence/', ({ request }) => {
      keys.push(request.headers.get('Idempotency-Key'));
      return keys.length === 1 ? HttpResponse.error() : HttpResponse.json(evidence(), { status: 201 });
    }),
  );
  const { user } = await open('/awards/new');

  await user.upload(await screen.findByTestId('evidence-files'), new File(['x'], '证书.jpg', { type: 'image/jpeg' }));
  expect(await screen.findByText('现在没有网络')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '再传一次' }));
  expect(await screen.findByRole('button', { name: '移除“耕耘杯证书”' })).toBeVisible();
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
  await user.click(screen.getByRole('button', { name: '移除“耕耘杯证书”' }));
  await waitFor(() => expect(screen.queryByRole('link', { name: /耕耘杯证书/ })).toBeNull());
  expect(screen.getByRole('button', { name: '添加照片或文件' })).toHaveFocus();
});

test('a file too large is never sent', async () => {
  server.use(
    signedIn('AWARD_READ', 'AWARD_DECLARE', 'EVIDENCE_ADD'),
    http.get('*/api/v1/awards/', () => HttpResponse.json(listOf([]))),
  );
  const { user } = await open('/awards/new');

  const large = new File([new Uint8Array(10_000_001)], '扫描.pdf', { type: 'application/pdf' });
  await user.upload(await screen.findByTestId('evidence-files'), large);
  expect(await screen.findByText('文件超过 10 MB，请压缩后再传。')).toBeVisible();
  expect(screen.queryByRole('button', { name: '再传一次' })).toBeNull();
});

test('a name that a camera gave is no title', () => {
  expect(titleFrom('IMG_20261120_1032.jpg')).toBeUndefined();
  expect(titleFrom('mmexport1700000000000.jpg')).toBeUndefined();
  expect(titleFrom('微信图片_20261120.jpg')).toBeUndefined();
  expect(titleFrom('(2).png')).toBeUndefined();
  expect(titleFrom('耕耘杯一等奖.pdf')).toBe('耕耘杯一等奖');
  expect(titleFrom('2026 red tour.jpg')).toBe('2026 red tour');
});
