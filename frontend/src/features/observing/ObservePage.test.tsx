import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { components } from '@/shared/api/schema.gen';
import { schoolToday } from '@/shared/i18n/format';
import { outbox } from '@/shared/offline/outbox';
import { signedInAs } from '@/shared/session/me';
import { choices, lesson, lessonKind, observation, teaching } from '@/testing/lessons';
import { listOf } from '@/testing/office';
import { open } from '@/testing/render';
import { homeroom, server } from '@/testing/server';
import { keptDraft } from './autosave';
import { observationKind } from './kind';
import { OBSERVATION } from './sending';

type Whole = components['schemas']['ObservationPage'];
type Change = components['schemas']['PatchedObservationChangeRequest'];

// They wait for the saving of every four seconds, sometimes on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
beforeAll(() => outbox.start({ [OBSERVATION]: observationKind }, signedInAs));

/** A small school: one record a lesson, under its version, as the real one keeps it. */
/** Another lesson a test: what one leaves on the device is not found by the next. */
let count = 0;
const here = () => `lesson-${count}`;
const school = {
  online: true,
  record: undefined as Whole | undefined,
  /** The next answer is lost on its way back. */
  loses: false,
  writes: [] as { version: string | null; body: Change }[],
  lessons: [] as unknown[],
  alike: [] as components['schemas']['ObservationLikeness'][],
};

function written(body: Change): Whole {
  const now = school.record ?? observation();
  return {
    ...now,
    version: now.version + 1,
    suggestion: body.suggestion ?? now.suggestion,
    highlights: body.highlights ?? now.highlights,
    strategies: (body.strategies ?? []).map(({ text, tags }, at) => ({
      id: `s${at}`,
      text,
      tags: (tags ?? []).map((id) => ({ id, name: id })),
      card: null,
    })),
    notes: (body.notes ?? []).map(({ clock = null, seconds = null, ...note }) => ({ ...note, clock, seconds })),
  };
}

beforeEach(() => {
  count += 1;
  Object.assign(school, { online: true, record: undefined, loses: false, writes: [], lessons: [], alike: [] });
  const session = lesson({ id: here() });
  const line = <T extends object>(answer: () => T, status = 200) =>
    school.online ? HttpResponse.json(answer(), { status }) : HttpResponse.error();
  const kinds = [lessonKind(), lessonKind({ id: 'k-drop', code: 'drop_in', name: '推门课', is_announced: false })];
  server.use(
    teaching(),
    http.get('*/api/v1/lessons/', () => line(() => listOf([session]))),
    http.get('*/api/v1/observations/', () => line(() => listOf(school.record ? [school.record] : []))),
    http.get('*/api/v1/observations/o1/', () => line(() => school.record ?? {})),
    http.get('*/api/v1/observations/o1/history/', () => line(() => listOf([]))),
    http.get('*/api/v1/observations/o1/similarity/', () => line(() => school.alike)),
    http.post('*/api/v1/observations/', () => {
      if (school.online) school.record ??= observation({ session });
      return line(() => school.record ?? {}, 201);
    }),
    http.patch('*/api/v1/observations/o1/', async ({ request }) => {
      if (!school.online) return HttpResponse.error();
      const body = (await request.json()) as Change;
      const version = request.headers.get('If-Match');
      school.writes.push({ version, body });
      if (version !== `"${school.record?.version}"`)
        return HttpResponse.json({ code: 'stale', detail: '别处改过', current: school.record }, { status: 412 });
      school.record = written(body);
      if (school.loses) {
        school.loses = false;
        return HttpResponse.error();
      }
      return HttpResponse.json(school.record);
    }),
    http.post('*/api/v1/observations/o1/share/', () => {
      if (!school.online || !school.record) return HttpResponse.error();
      if (school.record.state !== 'draft')
        return HttpResponse.json({ code: 'already_shared', detail: '已分享' }, { status: 409 });
      school.record = {
        ...school.record,
        state: 'shared',
        state_label: '已分享',
        shared_at: '2026-11-23T10:00:00+08:00',
      };
      return HttpResponse.json(school.record);
    }),
    http.post('*/api/v1/lessons/', async ({ request }) => {
      if (!school.online) return HttpResponse.error();
      school.lessons.push({ key: request.headers.get('Idempotency-Key'), ...((await request.json()) as object) });
      return HttpResponse.json(lesson({ id: 'made' }), { status: 201 });
    }),
    ...choices(kinds),
  );
});

const box = () => screen.findByRole('textbox', { name: '随记' });
const strategy = () => screen.getByRole('textbox', { name: '策略 1' });

test('a note stands with its stage and the time, and is on the device and at the school within five seconds', async () => {
  const { user } = await open(`/observe?lesson=${here()}`);

  await user.click(await screen.findByRole('radio', { name: '新授' }));
  await user.type(await box(), '先让学生猜，再量');
  await user.click(screen.getByRole('button', { name: '记一条' }));

  const list = await screen.findByRole('list', { name: '1 条随记，新的在前' });
  expect(within(list).getByRole('listitem')).toHaveTextContent(/^\d\d:\d\d ?新授先让学生猜，再量/);
  expect(await box()).toHaveValue('');
  await waitFor(async () => {
    const kept = await keptDraft(homeroom.id, { lesson: here() });
    expect(kept?.draft.values.notes).toMatchObject([{ stage: 'new', text: '先让学生猜，再量' }]);
  });
  await waitFor(() => expect(school.record?.notes).toMatchObject([{ stage: 'new', text: '先让学生猜，再量' }]), {
    timeout: 6_000,
  });
  expect(school.writes[0]?.version).toBe('"1"');
  expect(await screen.findByText(/已保存，其他设备上也能接着写/)).toBeVisible();
});

test('a killed tab and no signal: the words come back, a half-typed note too', async () => {
  const first = await open(`/observe?lesson=${here()}`);
  await first.user.type(await box(), '板书没有写完');
  await first.user.type(strategy(), '小组里每人都有一件事做');
  school.online = false;
  await waitFor(async () =>
    expect((await keptDraft(homeroom.id, { lesson: here() }))?.draft.typing.text).toBe('板书没有写完'),
  );
  first.unmount();

  await open(`/observe?lesson=${here()}`);
  expect(await screen.findByText(/已恢复 .* 的草稿/)).toBeVisible();
  expect(await box()).toHaveValue('板书没有写完');
  expect(strategy()).toHaveValue('小组里每人都有一件事做');
});

test('it is not shared without a strategy, and the first gap is shown', async () => {
  const { user } = await open(`/observe?lesson=${here()}`);
  await user.click(await screen.findByRole('button', { name: '分享给授课教师' }));

  expect(await screen.findByText('分享前请至少写一条看到的提效策略')).toBeVisible();
  expect(outbox.snapshot().items).toEqual([]);
});

test('shared with no signal it waits in the outbox, and goes out whole with the next', async () => {
  const { user } = await open(`/observe?lesson=${here()}`);
  await user.click(await screen.findByRole('checkbox', { name: '问题设计' }));
  school.online = false;
  await user.type(strategy(), '一个问题管一节课');
  await user.type(screen.getByRole('textbox', { name: /^一条建议/ }), '小结留给学生说');
  await user.click(screen.getByRole('button', { name: '分享给授课教师' }));
  await waitFor(() => expect(outbox.snapshot().items).toHaveLength(1), { timeout: 12_000 });
  expect(outbox.snapshot().items[0]?.label).toBe('听课记录《秋天的雨》');
  expect(await keptDraft(homeroom.id, { lesson: here() })).toBeUndefined();

  school.online = true;
  await outbox.flushNow();

  expect(outbox.snapshot().items).toEqual([]);
  expect(school.record).toMatchObject({ state: 'shared', suggestion: '小结留给学生说' });
  expect(school.record?.strategies).toMatchObject([{ text: '一个问题管一节课', tags: [{ id: 't1' }] }]);
});

test('an answer that was lost does not ask the author about themselves', async () => {
  const { user } = await open(`/observe?lesson=${here()}`);
  await user.type(await screen.findByRole('textbox', { name: '策略 1' }), '留白');
  school.loses = true;
  await waitFor(() => expect(school.writes).toHaveLength(1), { timeout: 6_000 });
  await user.type(strategy(), '，让学生先说');
  await user.click(screen.getByRole('button', { name: '分享给授课教师' }));

  await waitFor(() => expect(school.record?.state).toBe('shared'), { timeout: 12_000 });
  expect(school.record?.strategies).toMatchObject([{ text: '留白，让学生先说' }]);
  expect(screen.queryByText('这条记录在别处已被改过')).toBeNull();
});

test('written on another device meanwhile: the author chooses field by field', async () => {
  const { user } = await open(`/observe?lesson=${here()}`);
  await user.type(await screen.findByRole('textbox', { name: /^一条建议/ }), '这台设备写的');
  await waitFor(() => expect(school.record?.suggestion).toBe('这台设备写的'), { timeout: 6_000 });
  school.record = { ...(school.record as Whole), suggestion: '另一台写的', version: 9 };
  await user.type(screen.getByRole('textbox', { name: /^一条建议/ }), '，又加一句');

  await user.click(await screen.findByRole('radio', { name: /另一台写的/ }, { timeout: 8_000 }));
  await user.click(screen.getByRole('button', { name: '按所选保存' }));

  expect(await screen.findByRole('textbox', { name: /^一条建议/ })).toHaveValue('另一台写的');
  // What gave way is not lost: it stands among the notes, which are the writer's alone.
  expect(screen.getByText('一条建议：这台设备写的，又加一句')).toBeVisible();
});

test('what is much like another record is told before it is shared, and it can be shared all the same', async () => {
  school.alike = [{ field: 'strategies.0', percent: 82, own: null }];
  const { user } = await open(`/observe?lesson=${here()}`);
  await user.type(await screen.findByRole('textbox', { name: '策略 1' }), '课堂气氛活跃，学生参与度高');
  await user.click(screen.getByRole('button', { name: '分享给授课教师' }));

  const dialog = await screen.findByRole('dialog', { name: '和已有的记录很像' }, { timeout: 8_000 });
  expect(dialog).toHaveTextContent('课堂气氛活跃，学生参与度高');
  expect(dialog).toHaveTextContent('与同事的一份记录有 82% 相同');
  expect(school.record?.state).toBe('draft');
  await user.click(within(dialog).getByRole('button', { name: '照样分享' }));
  await waitFor(() => expect(school.record?.state).toBe('shared'), { timeout: 12_000 });
});

test('a drop-in is entered by who was there, just before its record', async () => {
  const { user } = await open('/observe?fresh=drop-in');

  await user.click(await screen.findByRole('combobox', { name: /执教教师/ }));
  await user.click(await screen.findByRole('option', { name: '姜海' }));
  await user.type(screen.getByRole('textbox', { name: /^学科/ }), '英语');
  await user.type(screen.getByRole('textbox', { name: /^课题/ }), 'Unit 4');
  await user.type(strategy(), '先听后说');
  await user.click(screen.getByRole('button', { name: '分享给授课教师' }));

  await waitFor(() => expect(school.record?.state).toBe('shared'), { timeout: 12_000 });
  expect(school.lessons).toEqual([
    expect.objectContaining({ kind: 'k-drop', host: 'staff-jiang', taught_on: schoolToday(), topic: 'Unit 4' }),
  ]);
});
