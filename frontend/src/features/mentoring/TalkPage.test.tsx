import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, expect, test } from 'vitest';
import { schoolToday } from '@/shared/i18n/format';
import { outbox } from '@/shared/offline/outbox';
import { signedInAs } from '@/shared/session/me';
import { listOf, signedIn } from '@/testing/office';
import { pair } from '@/testing/pairs';
import { open } from '@/testing/render';
import { server } from '@/testing/server';
import { mentorTalkKind } from './sendTalk';
import { KIND } from './talk';

beforeAll(() => outbox.start({ [KIND]: mentorTalkKind }, signedInAs));

const second = pair({ id: 'p2', my_side: 'mentor', mentee: { id: 'staff-new', name: '陈素云' } });
const over = pair({ id: 'p3', ends_on: '2020-01-20', state: 'completed' });

function school(...rows: object[]) {
  const arrivals: { key: string | null; body: unknown }[] = [];
  server.use(
    signedIn('PAIR_READ'),
    http.get('*/api/v1/mentor-pairs/', () => HttpResponse.json(listOf(rows))),
    http.get('*/api/v1/mentor-months/', () => HttpResponse.json(listOf([]))),
    http.post('*/api/v1/mentor-talks/', async ({ request }) => {
      arrivals.push({ key: request.headers.get('Idempotency-Key'), body: await request.json() });
      return arrivals.length === 1 ? HttpResponse.error() : HttpResponse.json({}, { status: 201 });
    }),
  );
  return arrivals;
}

test('a talk takes a tap and a topic, and arrives once however often the line breaks', async () => {
  const arrivals = school(pair(), over);
  const { user, router } = await open('/pairs/talk');

  // Only one pair to talk in: it is not asked for, and it says who will read this.
  expect(await screen.findByText(/只有您和姜海能看/)).toBeVisible();
  expect(screen.queryByRole('group', { name: /和谁/ })).toBeNull();
  await user.click(screen.getByRole('radio', { name: '45' }));
  await user.type(screen.getByRole('textbox', { name: '话题' }), '怎样让后排的孩子开口');
  await user.click(screen.getByRole('button', { name: '保存' }));

  await waitFor(() => expect(router.state.location.pathname).toBe('/pairs'));
  await waitFor(() => expect(arrivals.length).toBeGreaterThan(1), { timeout: 9_000 });
  expect(arrivals[0]?.body).toEqual({
    pair: 'p1',
    talked_on: schoolToday(),
    minutes: 45,
    topic: '怎样让后排的孩子开口',
    content: '',
  });
  expect(new Set(arrivals.map((one) => one.key)).size).toBe(1);
}, 20_000);

test('what is missing is said at its field, and nothing is sent', async () => {
  const arrivals = school(pair(), second);
  const { user } = await open('/pairs/talk');

  await user.click(await screen.findByRole('radio', { name: '其他' }));
  await user.type(screen.getByRole('spinbutton', { name: '多少分钟' }), '900');
  await user.click(screen.getByRole('button', { name: '保存' }));

  expect(await screen.findByText('请选择和谁交流')).toBeVisible();
  expect(screen.getByText('请填 1 到 600 之间的分钟数')).toBeVisible();
  expect(screen.getByText('请填写')).toBeVisible();
  expect(arrivals).toEqual([]);

  await user.click(screen.getByRole('radio', { name: /陈素云/ }));
  expect(screen.getByText(/只有您和陈素云能看/)).toBeVisible();
});

test('whoever stands in no running pair is told so', async () => {
  school(over);
  await open('/pairs/talk');

  expect(await screen.findByText('现在没有可以记交流的结对')).toBeVisible();
});
