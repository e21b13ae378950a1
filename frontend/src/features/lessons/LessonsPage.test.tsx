import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { schoolToday } from '@/shared/i18n/format';
import { booking, choices, lesson, lessonKind, notBookable, teaching } from '@/testing/lessons';
import { listOf } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

beforeEach(() => server.use(teaching(), ...choices()));

test('lessons stand under their day, with what is left of them; the filters go to the school', async () => {
  const asked: string[] = [];
  server.use(
    http.get('*/api/v1/lessons/', ({ request }) => {
      const { search } = new URL(request.url);
      if (search.includes('limit=200') && !search.includes('last=')) asked.push(search);
      return HttpResponse.json(
        listOf([
          lesson({ taught_on: '2027-03-01', period: 5, topic: '三月的桃花水', booking_gives: 'waiting', waiting: 2 }),
          lesson({ id: 'l2', taught_on: '2027-03-01', period: 2 }),
          lesson({
            id: 'l3',
            taught_on: '2027-03-02',
            topic: '我约的课',
            my_booking: { id: 'b', state: 'waiting', state_label: '', number: 3 },
          }),
        ]),
      );
    }),
  );
  const { user } = await open('/lessons');

  const day = await screen.findByRole('region', { name: /2027年3月1日/ });
  expect(
    within(day)
      .getAllByRole('listitem')
      .map((row) => row.textContent),
  ).toEqual([
    expect.stringMatching(/第\s2\s节秋天的雨.*余 1 座/),
    expect.stringMatching(/第\s5\s节三月的桃花水.*已满 · 候补 2 人/),
  ]);
  expect(screen.getByText('候补中')).toBeVisible();
  expect(asked[0]).toContain(`first=${schoolToday()}`);

  await user.click(screen.getByRole('checkbox', { name: '只看我能约的' }));
  await waitFor(() => expect(asked.at(-1)).toContain('bookable=true'));
  await user.selectOptions(screen.getByRole('combobox', { name: '学科' }), '语文');
  await waitFor(() => expect(asked.at(-1)).toContain(`subject=${encodeURIComponent('语文')}`));
});

test('one tap takes a seat, and the page says what became of it', async () => {
  let shown = lesson();
  const sent: { key: string | null; body: unknown }[] = [];
  server.use(
    http.get('*/api/v1/lessons/l1/', () => HttpResponse.json(shown)),
    http.get('*/api/v1/bookings/', () => HttpResponse.json(listOf(shown.my_booking ? [booking()] : []))),
    http.post('*/api/v1/bookings/', async ({ request }) => {
      sent.push({ key: request.headers.get('Idempotency-Key'), body: await request.json() });
      shown = lesson({
        my_booking: { id: 'b1', state: 'seated', state_label: '', number: 2 },
        booking_gives: notBookable,
      });
      return HttpResponse.json(booking(), { status: 201 });
    }),
    http.post('*/api/v1/bookings/b1/withdraw/', () => {
      shown = lesson();
      return HttpResponse.json(booking({ state: 'withdrawn', abilities: [] }));
    }),
  );
  const { user } = await open('/lessons/l1');

  expect(await screen.findByText('还有 1 个座位（共 2 个）。')).toBeVisible();
  await user.click(screen.getByRole('button', { name: '约课' }));
  expect(await screen.findByText('您有座位')).toBeVisible();
  expect(sent).toEqual([{ key: expect.stringMatching(/^[0-9a-f-]{36}$/), body: { lesson: 'l1' } }]);

  await user.click(await screen.findByRole('button', { name: '取消约课' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: '取消约课' }));
  expect(await screen.findByText('还有 1 个座位（共 2 个）。')).toBeVisible();
});

test('who has something else in that period is told so and cannot book', async () => {
  server.use(http.get('*/api/v1/lessons/l1/', () => HttpResponse.json(lesson({ has_clash: true }))));
  await open('/lessons/l1');

  expect(await screen.findByText('这一节您自己有课，或已约了别的课。')).toBeVisible();
  expect(screen.getByRole('button', { name: '约课' })).toBeDisabled();
});

test('the host answers who asks, and says afterwards with one tap each who was there', async () => {
  const mine = lesson({
    is_mine: true,
    booking_gives: notBookable,
    seats: 0,
    abilities: ['retrieve', 'reflect', 'confirm_attendance', 'cancel', 'partial_update'],
    reflection: '',
  });
  let state: 'asked' | 'seated' = 'asked';
  const said: unknown[] = [];
  server.use(
    http.get('*/api/v1/lessons/l1/', () => HttpResponse.json(mine)),
    http.get('*/api/v1/bookings/', () =>
      HttpResponse.json(
        listOf([
          booking({
            guest: { id: 'g1', name: '于敏' },
            state,
            is_mine: false,
            note: '想学您的提问',
            abilities: state === 'asked' ? ['answer'] : [],
          }),
        ]),
      ),
    ),
    http.post('*/api/v1/bookings/b1/answer/', async ({ request }) => {
      said.push(await request.json());
      state = 'seated';
      return HttpResponse.json(booking({ state: 'seated' }));
    }),
    http.post('*/api/v1/lessons/l1/confirm-attendance/', async ({ request }) => {
      said.push(await request.json());
      return HttpResponse.json(mine);
    }),
  );
  const { user } = await open('/lessons/l1');

  await user.click(await screen.findByRole('button', { name: '同意于敏来听课' }));
  await user.click(await screen.findByRole('button', { name: '于敏来了' }));

  await waitFor(() => expect(said).toEqual([{ accepts: true }, { answers: [{ observer: 'g1', was_there: true }] }]));
});

test('a lesson is opened for a day and a period with the seats of its kind', async () => {
  const sent: unknown[] = [];
  server.use(
    ...choices([lessonKind(), lessonKind({ id: 'k-drop', name: '推门课', is_announced: false, default_seats: 0 })]),
    http.post('*/api/v1/lessons/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(lesson({ id: 'new', is_mine: true, booking_gives: notBookable }), { status: 201 });
    }),
    http.get('*/api/v1/lessons/new/', () =>
      HttpResponse.json(lesson({ id: 'new', is_mine: true, booking_gives: notBookable })),
    ),
    http.get('*/api/v1/bookings/', () => HttpResponse.json(listOf([]))),
  );
  const { user } = await open('/lessons/new');

  await user.click(await screen.findByRole('button', { name: '开课' }));
  expect(await screen.findAllByText('请填写')).not.toHaveLength(0);
  expect(screen.queryByRole('radio', { name: '推门课' })).toBeNull();
  await user.click(screen.getByRole('radio', { name: '预约课堂' }));
  await user.type(screen.getByRole('textbox', { name: /^课题/ }), '圆的周长');
  await user.type(screen.getByRole('textbox', { name: /^学科/ }), '数学');
  await user.selectOptions(screen.getByRole('combobox', { name: /^节次/ }), '4');
  await user.click(screen.getByRole('button', { name: '开课' }));

  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ kind: 'k-booked', topic: '圆的周长', subject: '数学', period: 4, seats: 2 });
});

test('a chain shows what each changed, and the place that waits for the next', async () => {
  server.use(
    http.get('*/api/v1/relay-chains/r1/', () =>
      HttpResponse.json({
        id: 'r1',
        topic: '圆的周长',
        subject: '数学',
        started_by: { id: 's', name: '姜海' },
        started_at: '2026-11-01T08:00:00+08:00',
        closed_at: null,
        lesson_count: 2,
        first_on: '2026-11-10',
        last_on: '2026-11-17',
        abilities: ['retrieve'],
        has_part: true,
        acts_next: { who: { id: 'staff-qu', name: '曲晓岚' }, what: 'reflect', lesson: 'l2' },
        lessons: [1, 2].map((position) => ({
          id: `l${position}`,
          position,
          host: { id: `h${position}`, name: position === 1 ? '姜海' : '曲晓岚' },
          topic: '圆的周长',
          school_class: null,
          taught_on: `2026-11-1${position}`,
          period: 2,
          place: '',
          is_given: true,
          is_mine: position === 2,
          is_reflected: position === 1,
          reflection: position === 1 ? '学生量得慢' : '',
          changed: position === 2 ? '改成先猜再量' : '',
          strategies: position === 1 ? [{ id: 's1', text: '先独立想三十秒', tags: ['问题设计'] }] : [],
        })),
      }),
    ),
  );
  await open('/chains/r1');

  const legs = await screen.findAllByRole('listitem');
  expect(screen.getByText(/下一步：您写课后反思。/)).toBeVisible();
  expect(legs[0]).toHaveTextContent(/第 1 棒.*学生量得慢.*先独立想三十秒/);
  expect(screen.getByText('改成先猜再量')).toBeVisible();
  expect(screen.getByRole('link', { name: '接这一棒' })).toHaveAttribute('href', '/lessons/new?chain=r1');
  expect(screen.getByText('第 3 棒，等您来接')).toBeVisible();
});
