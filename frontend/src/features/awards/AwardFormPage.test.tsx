import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { listOf, signedIn } from '@/testing/office';
import { award, evidence } from '@/testing/proofs';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

const me = () => signedIn('AWARD_READ', 'AWARD_DECLARE', 'EVIDENCE_READ', 'EVIDENCE_ADD', 'STAFF_READ');

test('two who won together are declared once, with the scan, the level below, and a double only when it is meant', async () => {
  const sent: Record<string, unknown>[] = [];
  const files: FormData[] = [];
  const below = award({ id: 'a0', awarded_on: '2026-06-01', state: 'verified' });
  const mine = { staff: { id: 't', name: '于建国' }, student: null, school_class: null, name: '于建国' };
  server.use(
    me(),
    http.get('*/api/v1/awards/', () => HttpResponse.json(listOf([{ ...below, winners: [mine] }]))),
    http.post('*/api/v1/evidence/', async ({ request }) => {
      files.push(await request.formData());
      return files.length === 1
        ? HttpResponse.json(
            { code: 'invalid', detail: '', errors: [{ field: 'file', code: 'damaged', detail: '文件已损坏。' }] },
            { status: 400 },
          )
        : HttpResponse.json(evidence(), { status: 201 });
    }),
    http.post('*/api/v1/awards/', async ({ request }) => {
      const body = (await request.json()) as Record<string, unknown>;
      sent.push(body);
      return body.is_meant
        ? HttpResponse.json(award(), { status: 201 })
        : HttpResponse.json({ code: 'possible_duplicate', detail: '已有同名同级的荣誉。' }, { status: 409 });
    }),
    http.get('*/api/v1/awards/a1/', () => HttpResponse.json(award())),
  );
  const { user, router } = await open('/awards/new');

  // Two files: the first is refused and says why, the second is attached.
  const input = await screen.findByTestId('evidence-files');
  await user.upload(input, [
    new File(['x'], '坏的.jpg', { type: 'image/jpeg' }),
    new File(['y'], 'IMG_2034.jpg', { type: 'image/jpeg' }),
  ]);
  expect(await screen.findByText('文件已损坏。')).toBeVisible();
  expect(await screen.findByRole('link', { name: /耕耘杯证书/ })).toBeVisible();
  expect(files[1]?.get('title')).toMatch(/的证书$/); // IMG_2034 says nothing
  expect(files[1]?.get('kind')).toBe('certificate');
  await user.click(screen.getByRole('button', { name: '不传“坏的.jpg”' }));

  await user.click(screen.getByRole('button', { name: '申报' }));
  expect(await screen.findAllByText('请填写')).not.toHaveLength(0);
  await user.type(screen.getByRole('textbox', { name: /^名称/ }), '耕耘杯教学大赛');
  await user.click(screen.getByRole('combobox', { name: /添加获奖者/ }));
  await user.click(await screen.findByRole('option', { name: /姜海/ }));
  await user.click(screen.getByRole('button', { name: '把姜海上移' }));
  await user.type(screen.getByLabelText(/证书日期/), '2026-10-20');
  await user.click(screen.getByRole('radio', { name: '竞赛评比' }));
  await user.click(screen.getByRole('radio', { name: '市级' }));
  await user.selectOptions(screen.getByRole('combobox', { name: '等次' }), '二等奖');
  await user.type(screen.getByRole('textbox', { name: /颁发单位/ }), '海滨市教育局');
  await user.selectOptions(await screen.findByRole('combobox', { name: '同一比赛的下一级' }), 'a0');
  await user.click(screen.getByRole('button', { name: '申报' }));

  expect(await screen.findByText('已有同名同级的荣誉。')).toBeVisible();
  expect(sent[0]).toMatchObject({
    recipient: 'teacher',
    staff: ['staff-jiang', 't'],
    title: '耕耘杯教学大赛',
    level: 'municipal',
    grade: 'second',
    issuer: '海滨市教育局',
    awarded_on: '2026-10-20',
    progression_of: 'a0',
    evidence: ['e1'],
  });
  await user.click(screen.getByRole('checkbox', { name: /不是同一项/ }));
  await user.click(screen.getByRole('button', { name: '申报' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/awards/a1'));
  expect(sent[1]).toMatchObject({ is_meant: true });
});

test('a file brought before may prove this award as well', async () => {
  server.use(
    me(),
    http.get('*/api/v1/awards/', () => HttpResponse.json(listOf([]))),
    http.get('*/api/v1/evidence/', ({ request }) =>
      HttpResponse.json(listOf(new URL(request.url).searchParams.get('mine') ? [evidence()] : [])),
    ),
  );
  const { user } = await open('/awards/new');

  await user.click(await screen.findByRole('button', { name: '从已有材料中选' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(await within(dialog).findByRole('checkbox', { name: '耕耘杯证书' }));
  await user.click(within(dialog).getByRole('button', { name: '选用 1 个' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(screen.getByRole('button', { name: '移除“耕耘杯证书”' })).toBeVisible();
});
