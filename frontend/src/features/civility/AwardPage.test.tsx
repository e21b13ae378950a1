import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { schoolToday } from '@/shared/i18n/format';
import { outbox } from '@/shared/offline/outbox';
import { signedInAs } from '@/shared/session/me';
import { dismiss, toastStore } from '@/shared/ui/toasts';
import { open } from '@/testing/render';
import { homeroom, server } from '@/testing/server';
import type { BatchRequest } from './kept';
import { AWARD, awardKind, UNDO, undoKind } from './send';

beforeAll(() => outbox.start({ [AWARD]: awardKind, [UNDO]: undoKind }, signedInAs));

const greets = {
  id: 'i1',
  code: 'SCH-01',
  name: '主动问好',
  domain: 'school',
  domain_label: '学校',
  kind: 'recognition',
  kind_label: '表扬',
  recorder: 'teacher',
  least: 1,
  most: 1,
  needs_note: false,
  is_recent: true,
  is_theme: false,
};
const housework = {
  ...greets,
  id: 'i2',
  code: 'HOM-01',
  name: '做家务',
  domain: 'home',
  domain_label: '家庭',
  recorder: 'homeroom',
  most: 2,
  needs_note: true,
  is_recent: false,
};
const yu = { id: 's1', name: '于沐宸', student_number: '20240301', row: null, column: null };
const jiang = { id: 's2', name: '姜一诺', student_number: '20240302', row: null, column: null };
const room = {
  id: 'c1',
  name: '三年级(2)班',
  day: schoolToday(),
  students: [yu, jiang],
  items: [greets, housework],
  theme: null,
  goal: null,
  undo_minutes: 10,
  abilities: ['retrieve', 'screen', 'weeks', 'seats', 'goal', 'slips'],
};

/** A small school: one batch a key, as the real one keeps it. */
const school = {
  batches: new Map<string, { id: string; request: BatchRequest; undone: string[] }>(),
  arrivals: [] as { key: string; body: BatchRequest }[],
  undos: [] as { batch: string; body: unknown }[],
  online: true,
  capped: [] as string[],
  doubts: false,
};
const shown = ({ id, request, undone }: { id: string; request: BatchRequest; undone: string[] }) => ({
  id,
  item: greets,
  occurred_on: request.occurred_on,
  noticed_at: new Date().toISOString(),
  recorded_at: new Date().toISOString(),
  source: 'seen',
  note: request.note ?? '',
  entries: request.students.map((student) => ({
    id: `${id}/${student}`,
    student: { ...[yu, jiang].find((one) => one.id === student), school_class: null },
    points: school.capped.includes(student) ? 0 : 1,
    worth: 1,
    cap: school.capped.includes(student) ? 'item_day' : '',
    cap_label: school.capped.includes(student) ? '这个项目今天不再计分' : '',
    is_reversed: undone.includes(student),
  })),
  undo_until: new Date(Date.now() + 600_000).toISOString(),
  abilities: ['retrieve', 'undo'],
});

beforeEach(async () => {
  for (const { id } of toastStore.snapshot()) dismiss(id);
  localStorage.removeItem('civility-class');
  Object.assign(school, { batches: new Map(), arrivals: [], undos: [], online: true, capped: [], doubts: false });
  const answer = <T extends object>(body: () => T, status = 200) =>
    school.online ? HttpResponse.json(body(), { status }) : HttpResponse.error();
  server.use(
    http.get('*/api/v1/me/', () =>
      answer(() => ({ ...homeroom, permissions: [...homeroom.permissions, 'POINT_AWARD', 'POINT_READ'] })),
    ),
    http.get('*/api/v1/visit-rounds/', () => HttpResponse.json({ count: 0, next: null, results: [] })),
    http.get('*/api/v1/point-classes/', () =>
      answer(() => ({
        count: 1,
        next: null,
        results: [{ id: 'c1', name: room.name, size: 2, is_own: true, abilities: room.abilities }],
      })),
    ),
    http.get('*/api/v1/point-classes/c1/', () => answer(() => room)),
    http.get('*/api/v1/point-batches/', () =>
      answer(() => ({ count: 0, next: null, results: [...school.batches.values()].map(shown).reverse() })),
    ),
    http.post('*/api/v1/point-batches/', async ({ request }) => {
      if (!school.online) return HttpResponse.error();
      const key = request.headers.get('Idempotency-Key') ?? '';
      const body = (await request.json()) as BatchRequest;
      school.arrivals.push({ key, body });
      if (school.doubts && !body.is_repeat_meant)
        return HttpResponse.json(
          { code: 'possible_duplicate', detail: '刚刚已为于沐宸记过。再记一次吗？' },
          { status: 409 },
        );
      const known = school.batches.get(key);
      const batch = known ?? { id: `b${school.batches.size + 1}`, request: body, undone: [] };
      school.batches.set(key, batch);
      return HttpResponse.json(shown(batch), { status: known ? 200 : 201 });
    }),
    http.post('*/api/v1/point-batches/:id/undo/', async ({ request, params }) => {
      if (!school.online) return HttpResponse.error();
      const body = (await request.json()) as { students?: string[] };
      school.undos.push({ batch: String(params.id), body });
      const batch = [...school.batches.values()].find((one) => one.id === params.id);
      if (!batch) return HttpResponse.json({ code: 'not_found', detail: '' }, { status: 404 });
      batch.undone.push(...(body.students ?? batch.request.students));
      return HttpResponse.json(shown(batch));
    }),
  );
});

const tile = (name: RegExp | string) => screen.findByRole('button', { name });
const chip = (name: RegExp) => screen.getByRole('button', { name });
const toaster = () => screen.getAllByRole('status').find((one) => one.getAttribute('aria-live')) as HTMLElement;

test('two taps: a child, then what was seen; one batch with its own key', async () => {
  const { user } = await open('/civility');

  await user.click(await tile('于沐宸'));
  await user.click(chip(/主动问好/));

  await waitFor(() => expect(school.arrivals).toHaveLength(1));
  expect(school.arrivals[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
  expect(school.arrivals[0]?.body).toMatchObject({
    item: 'i1',
    students: ['s1'],
    occurred_on: schoolToday(),
    source: 'seen',
    is_repeat_meant: false,
  });
  expect(await tile(/^于沐宸 ?，今天已记 1 次/)).toHaveAttribute('aria-pressed', 'false');
  await waitFor(() => expect(outbox.snapshot().items).toEqual([]));
  expect(await tile(/^于沐宸 ?，今天已记 1 次/)).toBeVisible();
});

test('many children are one batch, and one of them is undone alone', async () => {
  const { user } = await open('/civility');
  await user.click(await screen.findByRole('button', { name: '全班' }));
  await user.click(chip(/主动问好/));
  await waitFor(() => expect(school.arrivals).toHaveLength(1));
  await waitFor(() => expect(outbox.snapshot().items).toEqual([]));

  await user.click(await screen.findByRole('button', { name: /撤销：主动问好/ }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('checkbox', { name: '姜一诺' }));
  await user.click(within(dialog).getByRole('button', { name: '撤销' }));

  await waitFor(() => expect(school.undos).toEqual([{ batch: 'b1', body: { students: ['s1'] } }]));
  expect(school.arrivals).toHaveLength(1);
  expect(await tile(/^姜一诺 ?，今天已记 1 次/)).toBeVisible();
  expect(await tile('于沐宸')).toBeVisible();
});

test('with no signal it waits, the tile counts it, and it goes out once with the next', async () => {
  const { user } = await open('/civility');
  await tile('于沐宸');
  school.online = false;
  await user.click(await tile('于沐宸'));
  await user.click(chip(/主动问好/));
  expect(await tile(/^于沐宸 ?，今天已记 1 次/)).toBeVisible();
  expect(outbox.snapshot().items.map((row) => row.label)).toEqual(['主动问好 · 于沐宸']);
  expect(school.arrivals).toEqual([]);

  school.online = true;
  await outbox.flushNow();

  expect(school.arrivals).toHaveLength(1);
  expect(outbox.snapshot().items).toEqual([]);
  expect(await tile(/^于沐宸 ?，今天已记 1 次/)).toBeVisible();
});

test('taken back before it left: the school never hears of it', async () => {
  const { user } = await open('/civility');
  await tile('于沐宸');
  school.online = false;
  await user.click(await tile('于沐宸'));
  await user.click(chip(/主动问好/));
  await user.click(await within(toaster()).findByRole('button', { name: '撤销' }));
  await waitFor(() => expect(outbox.snapshot().items).toEqual([]));

  school.online = true;
  await outbox.flushNow();

  expect(school.arrivals).toEqual([]);
  expect(await tile('于沐宸')).toBeVisible();
});

test('stored, but the answer was lost: undoing asks under the same key and takes that batch back', async () => {
  const { user } = await open('/civility');
  await tile('于沐宸');
  server.use(
    http.post(
      '*/api/v1/point-batches/',
      async ({ request }) => {
        const body = (await request.json()) as BatchRequest;
        school.batches.set(request.headers.get('Idempotency-Key') ?? '', { id: 'b1', request: body, undone: [] });
        return HttpResponse.error();
      },
      { once: true },
    ),
  );
  await user.click(await tile('于沐宸'));
  await user.click(chip(/主动问好/));
  await waitFor(() => expect(outbox.snapshot().items[0]?.attempts).toBe(1));

  await user.click(await within(toaster()).findByRole('button', { name: '撤销' }));
  await waitFor(() => expect(outbox.snapshot().items.map((row) => row.kind)).not.toContain(AWARD));
  await outbox.flushNow();

  await waitFor(() => expect(school.undos).toEqual([{ batch: 'b1', body: {} }]));
  expect(school.batches.size).toBe(1);
  expect(outbox.snapshot().items).toEqual([]);
});

test('a second time within the minute is asked about, and sent again as meant', async () => {
  school.doubts = true;
  const { user } = await open('/civility');
  await user.click(await tile('于沐宸'));
  await user.click(chip(/主动问好/));
  expect(await screen.findByText('刚刚已为于沐宸记过。再记一次吗？')).toBeVisible();
  expect(await tile('于沐宸')).toBeVisible();

  await user.click(screen.getByRole('button', { name: '再记一次' }));

  await waitFor(() => expect(school.batches.size).toBe(1));
  expect(school.arrivals.map((one) => one.body.is_repeat_meant)).toEqual([false, true]);
  expect(new Set(school.arrivals.map((one) => one.key)).size).toBe(1);
});

test('what a cap leaves out is recorded and said', async () => {
  school.capped = ['s1'];
  const { user } = await open('/civility');
  await user.click(await tile('于沐宸'));
  await user.click(chip(/主动问好/));

  expect(await screen.findByText('已记录，今天不再计分：于沐宸')).toBeVisible();
  expect(await screen.findByText(/于沐宸：这个项目今天不再计分/)).toBeVisible();
});

test('an act at home asks who told of it, how much and what it was', async () => {
  const { user } = await open('/civility');
  await user.click(await tile('姜一诺'));
  await user.click(chip(/做家务/));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: '记下' }));
  expect(within(dialog).getByText('请填写')).toBeVisible();
  expect(school.arrivals).toEqual([]);

  await user.click(within(dialog).getByRole('radio', { name: '2' }));
  await user.type(within(dialog).getByRole('textbox', { name: /具体的事/ }), '给奶奶洗脚');
  await user.click(within(dialog).getByRole('button', { name: '记下' }));

  await waitFor(() => expect(school.arrivals).toHaveLength(1));
  expect(school.arrivals[0]?.body).toMatchObject({ item: 'i2', source: 'family', worth: 2, note: '给奶奶洗脚' });
});

test('prepared once, the grid opens with no network and says from when it is', async () => {
  const first = await open('/civility');
  await tile('于沐宸');
  first.unmount();
  const { queryClient } = await import('@/shared/api/queryClient');
  queryClient.clear();
  school.online = false;

  await open('/civility');

  expect(await tile('于沐宸')).toBeVisible();
  expect(screen.getByText(/没有网络，显示的是/)).toBeVisible();
});
