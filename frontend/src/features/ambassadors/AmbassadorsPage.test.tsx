import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { listOf, signedIn } from '@/testing/office';
import { open } from '@/testing/render';
import { homeroom, server } from '@/testing/server';

const round = {
  id: 'r1',
  title: '2026年秋季文明礼仪使者',
  criteria: '主动问好；帮助同学；爱护公物。',
  places_a_class: 1,
  nominations_until: '2026-11-20',
  state: 'open',
  state_label: '进行中',
  published_at: '2026-11-02T08:00:00+08:00',
  published_by: null,
  closed_at: null,
  votes: [] as object[],
  takes_nominations: false,
  abilities: [] as string[],
};
const own = { id: 'c1', name: '三年级(2)班' };
const nomination = (id: string, name: string, more: object = {}) => ({
  id,
  selection: 'r1',
  student: { id: `s-${id}`, name, school_class: own },
  deed: '连续一周扶低年级同学上楼',
  nominated_by: null,
  is_accepted: true,
  accepted_by: null,
  abilities: [],
  ...more,
});

function selection(given: object, nominations: object[], chosen: object[] = []) {
  server.use(
    http.get('*/api/v1/ambassador-rounds/', () => HttpResponse.json(listOf([given]))),
    http.get('*/api/v1/ambassador-rounds/r1/', () => HttpResponse.json(given)),
    http.get('*/api/v1/ambassador-nominations/', () => HttpResponse.json(listOf(nominations))),
    http.get('*/api/v1/ambassadors/', () => HttpResponse.json(listOf(chosen))),
  );
}
const teacher = (...permissions: string[]) =>
  http.get('*/api/v1/me/', () =>
    HttpResponse.json({ ...homeroom, permissions: ['AMBASSADOR_READ', 'AMBASSADOR_NOMINATE', ...permissions] }),
  );

test('a selection is published before anybody is nominated', async () => {
  let published = false;
  const draft = { ...round, state: 'draft', published_at: null, abilities: ['change', 'publish'] };
  server.use(
    signedIn('AMBASSADOR_READ', 'AMBASSADOR_SELECT', 'AMBASSADOR_NOMINATE'),
    http.post('*/api/v1/ambassador-rounds/r1/publish/', () => {
      published = true;
      return HttpResponse.json(round);
    }),
  );
  selection(draft, []);
  const { user } = await open('/ambassadors/r1');

  expect(await screen.findByText('还没有公布，不能提名')).toBeVisible();
  expect(screen.queryByRole('button', { name: '提名' })).toBeNull();
  await user.click(screen.getByRole('button', { name: '公布标准' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog).toHaveTextContent('标准不能再改');
  await user.click(within(dialog).getByRole('button', { name: '公布标准' }));

  await waitFor(() => expect(published).toBe(true));
});

test('the homeroom teacher records whom the class chose; the page says that nothing of the others is kept', async () => {
  let sent: unknown;
  server.use(
    teacher('AMBASSADOR_VOTE'),
    http.post('*/api/v1/ambassador-rounds/r1/vote/', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json(round);
    }),
  );
  selection({ ...round, abilities: ['vote'] }, [
    nomination('n1', '于沐宸'),
    nomination('n2', '姜一诺'),
    nomination('n3', '曲子墨', { is_accepted: false }),
  ]);
  const { user } = await open('/ambassadors/r1');

  await user.click(await screen.findByRole('button', { name: '记录班级投票' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog).toHaveTextContent('不记每人得票');
  expect(within(dialog).queryByRole('checkbox', { name: '曲子墨' })).toBeNull();
  const record = within(dialog).getByRole('button', { name: '记录投票' });

  await user.click(record);
  expect(await within(dialog).findByText('请至少选一名')).toBeVisible();
  await user.click(within(dialog).getByRole('checkbox', { name: '于沐宸' }));
  await user.click(within(dialog).getByRole('checkbox', { name: '姜一诺' }));
  expect(within(dialog).getByText('最多 1 名')).toBeVisible();
  await user.click(within(dialog).getByRole('checkbox', { name: '姜一诺' }));
  await user.type(within(dialog).getByRole('spinbutton', { name: /人数/ }), '39');
  await user.click(record);

  await waitFor(() => expect(sent).toEqual({ school_class: 'c1', held_on: '2026-11-23', voters: 39, chosen: ['n1'] }));
});

test('another class’s vote is not offered', async () => {
  server.use(teacher('AMBASSADOR_VOTE'));
  selection({ ...round, abilities: ['vote'] }, [
    nomination('n1', '矫若溪', {
      student: { id: 's9', name: '矫若溪', school_class: { id: 'c9', name: '五年级(1)班' } },
    }),
  ]);
  await open('/ambassadors/r1');

  expect(await screen.findByText('矫若溪')).toBeVisible();
  expect(screen.queryByRole('button', { name: '记录班级投票' })).toBeNull();
});

test('what the family says is written down beside the name', async () => {
  let sent: unknown;
  server.use(
    teacher('AMBASSADOR_VOTE'),
    http.post('*/api/v1/ambassadors/a1/consent/', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json({});
    }),
  );
  selection(
    { ...round, votes: [{ school_class: own, held_on: '2026-11-21', voters: 39 }] },
    [],
    [
      {
        id: 'a1',
        selection: 'r1',
        title: round.title,
        student: { id: 's1', name: '于沐宸', school_class: own },
        deed: '拾金不昧',
        chosen_on: '2026-11-21',
        consent: 'waiting',
        consent_label: '',
        asked_at: null,
        abilities: ['consent'],
      },
    ],
  );
  const { user } = await open('/ambassadors/r1');

  expect(await screen.findByText(/三年级\(2\)班（11月21日，39 人）/)).toBeVisible();
  expect(screen.getByText('还没有问家长')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '于沐宸：家长同意公布' }));

  await waitFor(() => expect(sent).toEqual({ consent: 'given' }));
});

test('the roll of honour shows the committee names and deeds, and no points', async () => {
  server.use(
    http.get('*/api/v1/me/', () =>
      HttpResponse.json({ ...homeroom, is_committee: true, posts: [], permissions: ['HONOUR_READ'] }),
    ),
    http.get('*/api/v1/honours/', () =>
      HttpResponse.json(
        listOf([
          {
            id: 'a1',
            name: '于沐宸',
            school_class: own,
            title: round.title,
            deed: '拾金不昧',
            chosen_on: '2026-11-21',
          },
        ]),
      ),
    ),
  );
  await open('/honours');

  const list = await screen.findByRole('heading', { name: round.title });
  expect(list.closest('section')).toHaveTextContent('于沐宸 三年级(2)班');
  expect(list.closest('section')).not.toHaveTextContent(/\d\s*分/);
});
