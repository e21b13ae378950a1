import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { queryClient } from '@/shared/api/queryClient';
import { jiang, owed, qu, round, signer, version } from '@/testing/assurance';
import { listOf, signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

function school(row: object, signers: object[] = []) {
  const sent: { what: string; body: unknown }[] = [];
  server.use(
    http.get('*/api/v1/pledge-rounds/', () => HttpResponse.json(listOf([row]))),
    http.get('*/api/v1/pledge-rounds/r1/', () => HttpResponse.json(row)),
    http.get('*/api/v1/pledge-signers/', () => HttpResponse.json(listOf(signers))),
    http.post('*/api/v1/pledge-rounds/r1/:act/', async ({ request, params }) => {
      sent.push({ what: String(params.act), body: await request.json() });
      return HttpResponse.json(row);
    }),
  );
  return sent;
}

test('what waits for my signature stands first and opens the text', async () => {
  server.use(signedIn('PLEDGE_READ'));
  school(round({ mine: owed, abilities: ['retrieve', 'sign'] }));
  await open('/assurance');

  const waiting = await screen.findByRole('region', { name: '等您办理（1）' });
  expect(within(waiting).getByRole('link', { name: '阅读并签名：安全工作责任书' })).toHaveAttribute(
    'href',
    '/assurance/pledges/r1',
  );
  // No office: neither the texts nor a round to open.
  expect(screen.queryByRole('button', { name: '发起签订' })).toBeNull();
});

test('the text stands before the signature, which is on the text that was read', async () => {
  server.use(signedIn('PLEDGE_READ'));
  const sent = school(round({ mine: owed, abilities: ['retrieve', 'sign'] }));
  const { user } = await open('/assurance/pledges/r1');

  expect(await screen.findByText(/每天放学前检查教室门窗和电源/)).toBeVisible();
  expect(screen.getByText('不需要会签。')).toBeVisible();
  const sign = screen.getByRole('button', { name: '我承诺并签名' });
  expect(sign).toBeDisabled();
  await user.click(screen.getByRole('checkbox', { name: '我已读完全文' }));
  await user.click(sign);

  await waitFor(() => expect(sent).toEqual([{ what: 'sign', body: { sha256: version().sha256 } }]));
});

test('it says who countersigns, before and after the signature', async () => {
  server.use(signedIn('PLEDGE_READ'));
  const first = { ...owed, layer: 1 };
  school(round({ mine: first, abilities: ['retrieve', 'sign'] }));
  await open('/assurance/pledges/r1');
  expect(await screen.findByText('签订后由校长会签。')).toBeVisible();

  cleanup();
  queryClient.clear();
  school(round({ mine: { ...first, state: 'signed', state_label: '已签订', signed_at: '2026-09-02T02:00:00Z' } }));
  await open('/assurance/pledges/r1');
  expect(await screen.findByText('“校长与部门负责人”一层，等待会签：校长')).toBeVisible();
});

test('a refused signature says why, and nothing is signed', async () => {
  server.use(signedIn('PLEDGE_READ'));
  school(round({ mine: owed, abilities: ['retrieve', 'sign'] }));
  server.use(
    http.post('*/api/v1/pledge-rounds/r1/sign/', () =>
      HttpResponse.json({ code: 'other_text', detail: '责任书文本与您阅读的不一致，请先阅读。' }, { status: 409 }),
    ),
  );
  const { user } = await open('/assurance/pledges/r1');

  await user.click(await screen.findByRole('checkbox', { name: '我已读完全文' }));
  await user.click(screen.getByRole('button', { name: '我承诺并签名' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('责任书文本与您阅读的不一致');
  expect(screen.getByRole('button', { name: '我承诺并签名' })).toBeEnabled();
});

test('who has signed stands layer by layer, and several are countersigned at once', async () => {
  server.use(signedIn('PLEDGE_READ', 'PLEDGE_KEEP'));
  const other = { id: 'staff-chu', name: '初宗浩' };
  const sent = school(round({ to_countersign: 2, abilities: ['retrieve', 'countersign'] }), [
    signer({ can_countersign: true }),
    signer({ staff: other, can_countersign: true }),
    signer({
      staff: qu,
      layer: 2,
      layer_name: '部门负责人与教师',
      state: 'waiting',
      state_label: '待签订',
      signed_at: null,
    }),
  ]);
  const { user } = await open('/assurance/pledges/r1');

  const first = await screen.findByRole('region', { name: '校长与部门负责人' });
  expect(first).toHaveTextContent('已签 2/2 人，已会签 0 人');
  const second = screen.getByRole('region', { name: '部门负责人与教师' });
  expect(second).toHaveTextContent('曲晓岚待签订');
  expect(within(second).queryByRole('checkbox')).toBeNull();
  await user.click(screen.getByRole('checkbox', { name: '选择 姜海' }));
  await user.click(screen.getByRole('button', { name: '会签所选 1 人' }));
  await waitFor(() => expect(sent).toEqual([{ what: 'countersign', body: { staff: [jiang.id] } }]));

  await user.click(await screen.findByRole('button', { name: '全选（2 人）' }));
  await user.click(screen.getByRole('button', { name: '会签所选 2 人' }));
  await waitFor(() => expect(sent[1]?.body).toEqual({ staff: [jiang.id, other.id] }));
});

test('a version is published only after it was asked once more', async () => {
  server.use(signedIn('PLEDGE_READ', 'PLEDGE_KEEP'));
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/pledge-forms/', () => HttpResponse.json(listOf([version().form]))),
    http.get('*/api/v1/pledge-versions/', () => HttpResponse.json(listOf([]))),
    http.get('*/api/v1/pledge-rounds/', () => HttpResponse.json(listOf([]))),
    http.post('*/api/v1/pledge-versions/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(version(), { status: 201 });
    }),
  );
  const { user } = await open('/assurance/versions/new?form=f1');

  await user.type(await screen.findByRole('textbox', { name: /责任书全文/ }), '按时护送学生放学');
  await user.click(screen.getByRole('button', { name: '发布新版' }));
  expect(await screen.findAllByText('请填写')).toHaveLength(2); // the layer's name, and whom it binds
  await user.type(screen.getByRole('textbox', { name: /这一层的名称/ }), '部门与教师');
  const signs = screen.getByRole('group', { name: /由谁签订/ });
  await user.click(within(signs).getByRole('checkbox', { name: '班主任' }));
  await user.click(screen.getByRole('button', { name: '发布新版' }));
  expect(sent).toEqual([]);
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '发布新版' }));

  await waitFor(() =>
    expect(sent).toEqual([
      {
        form: 'f1',
        text: '按时护送学生放学',
        effective_from: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        layers: [{ name: '部门与教师', posts: ['homeroom_teacher'], countersigner_posts: [] }],
      },
    ]),
  );
});
