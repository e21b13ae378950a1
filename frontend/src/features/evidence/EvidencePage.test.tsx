import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { listOf, signedIn } from '@/testing/office';
import { evidence } from '@/testing/proofs';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

const keeper = () => signedIn('EVIDENCE_READ', 'EVIDENCE_ADD', 'EVIDENCE_KEEP', 'AWARD_READ');

test('each view asks for its own files, and a file says what rests on it and until when it holds', async () => {
  const asked: URLSearchParams[] = [];
  const used = evidence({
    is_used: true,
    used_by: [{ type: 'award', type_label: '荣誉', id: 'a1', stands: true }],
    expires_on: '2026-12-10',
    expiry: 'soon',
    abilities: ['retrieve', 'content'],
  });
  server.use(
    keeper(),
    http.get('*/api/v1/evidence/', ({ request }) => {
      const search = new URL(request.url).searchParams;
      asked.push(search);
      return HttpResponse.json(listOf(search.has('unused') ? [] : [used]));
    }),
  );
  const { user } = await open('/evidence');

  expect(await screen.findByRole('link', { name: /^耕耘杯证书/ })).toHaveAttribute(
    'href',
    '/api/v1/evidence/e1/content/',
  );
  expect(screen.getByText('2026年12月10日到期')).toBeVisible();
  expect(screen.getByRole('link', { name: '荣誉' })).toHaveAttribute('href', '/awards/a1');
  expect(screen.queryByRole('button', { name: '撤回“耕耘杯证书”' })).toBeNull();
  await user.click(screen.getByRole('button', { name: '还没用上' }));
  expect(await screen.findByText('没有闲置的材料')).toBeVisible();
  expect(asked.at(-1)?.get('unused')).toBe('true');
  await user.click(screen.getByRole('button', { name: '快到期' }));
  await waitFor(() => expect(asked.at(-1)?.get('expiring')).toBe('true'));
  expect(asked.at(-1)?.has('unused')).toBe(false);
});

test('a refused file stays in the form with the reason, and goes out again under a new key', async () => {
  const sent: { key: string | null; fields: Record<string, unknown> }[] = [];
  server.use(
    keeper(),
    http.get('*/api/v1/evidence/', () => HttpResponse.json(listOf([]))),
    http.post('*/api/v1/evidence/', async ({ request }) => {
      const form = await request.formData();
      const { file: _, ...fields } = Object.fromEntries(form);
      sent.push({ key: request.headers.get('Idempotency-Key'), fields });
      return sent.length === 1
        ? HttpResponse.json(
            { code: 'invalid', detail: '', errors: [{ field: 'file', code: 'heic', detail: '这是 HEIC 照片。' }] },
            { status: 400 },
          )
        : HttpResponse.json(evidence(), { status: 201 });
    }),
  );
  const { user } = await open('/evidence');

  await user.click((await screen.findAllByRole('button', { name: '上传材料' }))[0] as HTMLElement);
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: '上传' }));
  expect(within(dialog).getByRole('alert')).toHaveTextContent('请选择文件');
  await user.upload(
    within(dialog).getByTestId('evidence-file'),
    new File(['x'], '红色研学合影.jpg', { type: 'image/jpeg' }),
  );
  expect(within(dialog).getByRole('textbox', { name: /名称/ })).toHaveValue('红色研学合影');
  expect(within(dialog).getByRole('radio', { name: '照片' })).toBeChecked();
  await user.click(within(dialog).getByRole('button', { name: '上传' }));
  expect(await within(dialog).findByText('这是 HEIC 照片。')).toBeVisible();
  expect(within(dialog).getByRole('textbox', { name: /名称/ })).toHaveValue('红色研学合影');
  await user.click(within(dialog).getByRole('button', { name: '上传' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sent[1]?.fields).toMatchObject({ title: '红色研学合影', kind: 'photo' });
  expect(sent[0]?.key).not.toBe(sent[1]?.key);
});

test('a change names the version it was made from; a withdrawal says why', async () => {
  const sent: unknown[] = [];
  server.use(
    keeper(),
    http.get('*/api/v1/evidence/', () => HttpResponse.json(listOf([evidence()]))),
    http.patch('*/api/v1/evidence/e1/', async ({ request }) => {
      sent.push([request.headers.get('If-Match'), await request.json()]);
      return HttpResponse.json(evidence({ version: 4 }));
    }),
    http.post('*/api/v1/evidence/e1/withdraw/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ code: 'in_use', detail: '还有记录在用这个文件。' }, { status: 409 });
    }),
  );
  const { user } = await open('/evidence');

  await user.click(await screen.findByRole('button', { name: '修改“耕耘杯证书”' }));
  const dialog = await screen.findByRole('dialog');
  const name = within(dialog).getByRole('textbox', { name: /名称/ });
  await user.clear(name);
  await user.type(name, '耕耘杯一等奖证书');
  await user.click(within(dialog).getByRole('button', { name: '保存' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toEqual([
    '"3"',
    { title: '耕耘杯一等奖证书', kind: 'certificate', happened_on: '2026-10-20', expires_on: null },
  ]);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await user.click(screen.getByRole('button', { name: '撤回“耕耘杯证书”' }));
  const asking = await screen.findByRole('dialog');
  await user.type(within(asking).getByRole('textbox'), '传错了');
  await user.click(within(asking).getByRole('button', { name: '撤回' }));
  expect(await within(asking).findByText('还有记录在用这个文件。')).toBeVisible();
  expect(sent[1]).toEqual({ reason: '传错了' });
});
