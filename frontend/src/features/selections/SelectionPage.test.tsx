import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { listOf, signedIn } from '@/testing/office';
import { nomination, selection } from '@/testing/proofs';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

test('a parent is nominated by name, and nobody else sees it before the decision', async () => {
  const sent: unknown[] = [];
  server.use(
    signedIn('SELECTION_READ', 'SELECTION_NOMINATE'),
    http.get('*/api/v1/selections/s1/', () => HttpResponse.json(selection())),
    http.get('*/api/v1/nominations/', () => HttpResponse.json(listOf([]))),
    http.post('*/api/v1/nominations/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(nomination(), { status: 201 });
    }),
  );
  const { user } = await open('/selections/s1');

  expect(await screen.findByRole('region', { name: '我的提名' })).toBeVisible();
  expect(screen.queryByRole('button', { name: '评定' })).toBeNull();
  await user.click(screen.getByRole('button', { name: '提名' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox', { name: /姓名或称呼/ }), '林女士');
  await user.click(within(dialog).getByRole('button', { name: '提名' }));
  expect(await within(dialog).findByText('请填写')).toBeVisible();
  await user.type(within(dialog).getByRole('textbox', { name: /事迹/ }), '每周带孩子们读一本书。');
  await user.click(within(dialog).getByRole('button', { name: '提名' }));
  await waitFor(() => expect(sent).toEqual([{ selection: 's1', name: '林女士', deed: '每周带孩子们读一本书。' }]));
});

test('another person confirms; the decision is taken at once, within the places', async () => {
  const sent: unknown[] = [];
  const confirmed = { state: 'confirmed', state_label: '已审核' } as const;
  server.use(
    signedIn('SELECTION_READ', 'SELECTION_NOMINATE', 'SELECTION_KEEP'),
    http.get('*/api/v1/selections/s1/', () =>
      HttpResponse.json(selection({ abilities: ['retrieve', 'partial_update', 'close', 'void'] })),
    ),
    http.get('*/api/v1/nominations/', () =>
      HttpResponse.json(
        listOf([
          nomination({ abilities: ['retrieve', 'confirm', 'void'] }),
          nomination({ ...confirmed, id: 'n2', name: '孙先生' }),
          nomination({ ...confirmed, id: 'n3', name: '吕女士' }),
        ]),
      ),
    ),
    http.post('*/api/v1/nominations/n1/confirm/', ({ request }) => {
      sent.push(request.headers.get('If-Match'));
      return HttpResponse.json(nomination(confirmed));
    }),
    http.post('*/api/v1/selections/s1/close/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(selection({ state: 'closed' }));
    }),
  );
  const { user } = await open('/selections/s1');

  await user.click(await screen.findByRole('button', { name: '审核通过：林女士' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '审核通过' }));
  await waitFor(() => expect(sent).toEqual(['"5"']));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await user.click(screen.getByRole('button', { name: '评定' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(/还有 1 件提名没有审核/)).toBeVisible();
  await user.click(within(dialog).getByRole('checkbox', { name: /孙先生/ }));
  await user.click(within(dialog).getByRole('checkbox', { name: /吕女士/ }));
  expect(within(dialog).getByText('名额只有 1 个')).toBeVisible();
  await user.click(within(dialog).getByRole('button', { name: '评定，选出 2' }));
  expect(sent).toHaveLength(1);
  await user.click(within(dialog).getByRole('checkbox', { name: /吕女士/ }));
  await user.click(within(dialog).getByRole('button', { name: '评定，选出 1' }));
  await waitFor(() => expect(sent[1]).toMatchObject({ selected: ['n2'] }));
});

test('words that name a child are mended between the decision and the publication', async () => {
  const sent: unknown[] = [];
  server.use(
    signedIn('SELECTION_READ', 'SELECTION_KEEP'),
    http.get('*/api/v1/selections/s1/', () =>
      HttpResponse.json(selection({ state: 'closed', state_label: '已评定', decided_on: '2026-11-20', selected: 1 })),
    ),
    http.get('*/api/v1/nominations/', () =>
      HttpResponse.json(
        listOf([nomination({ state: 'selected', deed: '带于沐宸读书', abilities: ['retrieve', 'consent', 'mend'] })]),
      ),
    ),
    http.post('*/api/v1/nominations/n1/mend/', async ({ request }) => {
      sent.push([request.headers.get('If-Match'), await request.json()]);
      return sent.length === 1
        ? HttpResponse.json(
            {
              status: 400,
              code: 'invalid',
              detail: '',
              errors: [{ field: 'deed', code: 'child_named', detail: '请不要写孩子的名字。' }],
            },
            { status: 400 },
          )
        : HttpResponse.json(nomination({ state: 'selected' }));
    }),
  );
  const { user } = await open('/selections/s1');

  await user.click(await screen.findByRole('button', { name: '修改公布文字：林女士' }));
  const dialog = await screen.findByRole('dialog', { name: '修改公布文字' });
  const deed = within(dialog).getByRole('textbox', { name: /事迹/ });
  expect(deed).toHaveValue('带于沐宸读书');
  await user.click(within(dialog).getByRole('button', { name: '保存' }));
  expect(await within(dialog).findByText('请不要写孩子的名字。')).toBeVisible();
  await user.clear(deed);
  await user.type(deed, '带孩子们读书');
  await user.click(within(dialog).getByRole('button', { name: '保存' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sent).toEqual([
    ['"5"', { name: '林女士', deed: '带于沐宸读书' }],
    ['"5"', { name: '林女士', deed: '带孩子们读书' }],
  ]);
});

test('after the decision the chosen are asked, then published; who was not chosen stays folded away', async () => {
  const sent: unknown[] = [];
  let row = nomination({
    state: 'selected',
    state_label: '入选',
    abilities: ['retrieve', 'consent'],
  });
  server.use(
    signedIn('SELECTION_READ', 'SELECTION_KEEP'),
    http.get('*/api/v1/selections/s1/', () =>
      HttpResponse.json(selection({ state: 'closed', state_label: '已评定', decided_on: '2026-11-20', selected: 1 })),
    ),
    http.get('*/api/v1/nominations/', () =>
      HttpResponse.json(listOf([row, nomination({ id: 'n2', name: '孙先生', state: 'not_selected' })])),
    ),
    http.post('*/api/v1/nominations/n1/consent/', async ({ request }) => {
      sent.push(await request.json());
      row = { ...row, consent: 'given', consent_label: '同意公布', abilities: ['retrieve', 'consent', 'publish'] };
      return HttpResponse.json(row);
    }),
    http.post('*/api/v1/nominations/n1/publish/', () => {
      sent.push('published');
      return HttpResponse.json(row);
    }),
  );
  const { user } = await open('/selections/s1');

  await user.click(await screen.findByRole('button', { name: '记下：林女士同意公布' }));
  expect(screen.getByText('孙先生').closest('details')).not.toHaveAttribute('open');
  await user.click(await screen.findByRole('button', { name: '公布林女士' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '公布' }));
  await waitFor(() => expect(sent).toEqual([{ consent: 'given' }, 'published']));
});
