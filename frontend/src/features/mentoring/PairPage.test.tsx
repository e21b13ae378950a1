import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { listOf, signedIn } from '@/testing/office';
import { file, metMonth, month, talk, thisMonth } from '@/testing/pairs';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

const SECRET = '班里有个孩子总不说话';

function school({ pair = file(), months = [month()], talks = [talk()], steps = [] as object[] } = {}) {
  const sent: { what: string; body: unknown }[] = [];
  server.use(
    http.get('*/api/v1/mentor-pairs/p1/', () => HttpResponse.json(pair)),
    http.get('*/api/v1/mentor-months/', () => HttpResponse.json(listOf(months))),
    http.get('*/api/v1/mentor-talks/', () => HttpResponse.json(listOf(talks))),
    http.get('*/api/v1/mentor-steps/', () => HttpResponse.json(listOf(steps))),
    http.post('*/api/v1/mentor-pairs/p1/:act/', async ({ request, params }) => {
      const text = await request.text();
      sent.push({ what: String(params.act), body: text ? JSON.parse(text) : null });
      return HttpResponse.json(pair);
    }),
    http.post('*/api/v1/mentor-talks/t1/:act/', async ({ request, params }) => {
      const text = await request.text();
      sent.push({ what: String(params.act), body: text ? JSON.parse(text) : null });
      return HttpResponse.json({ topic: '安静的孩子', content: SECRET });
    }),
  );
  return sent;
}

test('the chosen month shows the records that prove it, each a link', async () => {
  server.use(signedIn('PAIR_READ'));
  school({ months: [metMonth('2026-09-01'), month()] });
  const { user } = await open('/pairs/p1');

  const now = await screen.findByRole('region', { name: /年\d+月/ });
  expect(within(now).getByText('本月还差：徒弟听课 1 次、交流 1 次')).toBeVisible();
  expect(within(now).getAllByRole('link', { name: /听课$/ })[0]).toHaveAttribute('href', '/observations/o1');

  await user.click(screen.getByRole('link', { name: /^9月\s*完成$/ }));
  const september = await screen.findByRole('region', { name: '2026年9月' });
  expect(within(september).getByText('这个月完成了')).toBeVisible();
  expect(within(september).getByRole('link', { name: /交流$/ })).toHaveAttribute(
    'href',
    '/pairs/p1?month=2026-09-01#talk-t1',
  );
});

test('one of the two reads a talk with one press, and no purpose is asked for', async () => {
  server.use(signedIn('PAIR_READ'));
  const sent = school({ talks: [talk({ abilities: ['read', 'release'] })] });
  const { user } = await open('/pairs/p1');

  await user.click(await screen.findByRole('button', { name: '查看内容：2026年11月18日的交流' }));
  expect(await screen.findByText(SECRET)).toBeVisible();
  expect(screen.getByText(/只提到日期，不提内容/)).toBeVisible();
  expect(sent.map((one) => one.what)).toEqual(['read']);
  await user.click(screen.getByRole('button', { name: '收起' }));
  expect(screen.queryByText(SECRET)).toBeNull();
});

test('an office sees days and minutes and has no way to the words', async () => {
  server.use(signedIn('PAIR_READ', 'PAIR_KEEP'));
  school({ pair: file({ my_side: null }) });
  await open('/pairs/p1');

  expect(await screen.findByText('30 分钟')).toBeVisible();
  expect(screen.getByText('这里只有日期和时长，内容只有师徒二人能看。')).toBeVisible();
  expect(screen.queryByRole('button', { name: /查看内容/ })).toBeNull();
  expect(screen.queryByRole('link', { name: '记一次交流' })).toBeNull();
});

test('the principal opens a talk only for a purpose, and is told who will know of it', async () => {
  server.use(signedIn('PAIR_READ', 'PAIR_APPROVE', 'TALK_REVEAL'));
  const sent = school({ pair: file({ my_side: null }), talks: [talk({ abilities: ['reveal'] })] });
  const { user } = await open('/pairs/p1');

  await user.click(await screen.findByRole('button', { name: /查看内容（需登记）/ }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog).toHaveTextContent('告诉姜海和曲晓岚');
  await user.click(within(dialog).getByRole('button', { name: '登记并查看' }));
  expect(await within(dialog).findByText('请填写')).toBeVisible();
  expect(sent).toEqual([]);
  await user.type(within(dialog).getByRole('textbox'), '家长反映老师状态不好');
  await user.click(within(dialog).getByRole('button', { name: '登记并查看' }));

  expect(await screen.findByText(SECRET)).toBeVisible();
  expect(sent).toEqual([{ what: 'reveal', body: { purpose: '家长反映老师状态不好' } }]);
});

test('both of the two are told who opened which talk, when and what for, until they have read it', async () => {
  server.use(signedIn('PAIR_READ'));
  const notice = {
    talk: 't1',
    talked_on: '2026-11-18',
    at: '2026-11-23T02:30:00Z',
    by: { id: 'x', name: '于建国' },
    purpose: '家长反映老师状态不好',
    is_seen: false,
  };
  const sent = school({ pair: file({ notices: [notice] }) });
  const { user } = await open('/pairs/p1');

  const banner = await screen.findByRole('region', { name: '有 1 次交流内容被查看' });
  expect(banner).toHaveTextContent('于建国于 11月23日 10:30 查看了 11月18日 那次交流的内容。');
  expect(banner).toHaveTextContent('登记的目的：家长反映老师状态不好');
  await user.click(within(banner).getByRole('button', { name: '知道了' }));
  await waitFor(() => expect(sent).toEqual([{ what: 'see-notices', body: null }]));
});

test('the agreement is accepted by the version that was read', async () => {
  server.use(signedIn('PAIR_READ'));
  const sent = school({
    pair: file({
      state: 'draft',
      agreement: null,
      waits_for: ['mentee'],
      abilities: ['accept'],
      agreements: [
        {
          number: 2,
          effective_from: '2026-09-01',
          goals: '站稳课堂',
          duties: [{ kind: 'talk', kind_label: '思想交流', period: 'month', period_label: '每月', at_least: 1 }],
          proposed_at: '2026-08-28T02:00:00Z',
          proposed_by: { id: 'd', name: '冷莎莎' },
          mentor_accepted_at: '2026-08-29T02:00:00Z',
          mentee_accepted_at: null,
          signed_at: null,
          signed_by: null,
          is_superseded: false,
        },
      ],
    }),
    months: [],
    talks: [],
  });
  const { user } = await open('/pairs/p1');

  await user.click(await screen.findByRole('link', { name: '查看协议' }));
  expect(await screen.findByText('每月至少 1 次')).toBeVisible();
  expect(screen.getByText('尚未同意', { selector: 'li:nth-child(2) small' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: '接受协议' }));
  await user.click(await screen.findByRole('button', { name: '我已阅读并接受' }));

  await waitFor(() => expect(sent).toEqual([{ what: 'accept', body: { version: 2 } }]));
});

test('the school excuses a month with a reason', async () => {
  server.use(signedIn('PAIR_READ', 'PAIR_KEEP'));
  const sent = school({ pair: file({ my_side: null }), months: [month({ abilities: ['excuse'] })] });
  const { user } = await open('/pairs/p1');

  await user.click(await screen.findByRole('button', { name: '记为免计' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox', { name: /原因/ }), '师傅外出支教');
  await user.click(within(dialog).getByRole('button', { name: '记为免计' }));

  await waitFor(() =>
    expect(sent).toEqual([{ what: 'excuses', body: { month: thisMonth(), reason: '师傅外出支教' } }]),
  );
});

test('the principal decides on a wish to end the pair, with words and a last day', async () => {
  server.use(signedIn('PAIR_READ', 'PAIR_APPROVE'));
  const sent = school({
    pair: file({
      my_side: null,
      has_open_exit: true,
      abilities: ['decide_exit'],
      exits: [
        {
          id: 'e1',
          requested_at: '2026-11-20T02:00:00Z',
          requested_by: { id: 'staff-qu', name: '曲晓岚' },
          reason: '下月外出跟岗',
          last_day: '2026-12-19',
          withdrawn_at: null,
          decided_at: null,
          decided_by: null,
          is_approved: null,
          decision: '',
        },
      ],
    }),
  });
  const { user } = await open('/pairs/p1?view=agreement');

  await user.click(await screen.findByRole('button', { name: '批复申请' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog).toHaveTextContent('下月外出跟岗');
  await user.click(within(dialog).getByRole('radio', { name: '同意结束' }));
  expect(within(dialog).getByLabelText('最后一天')).toHaveValue('2026-12-19');
  await user.type(within(dialog).getByRole('textbox', { name: /批复意见/ }), '同意');
  await user.click(within(dialog).getByRole('button', { name: '批复' }));

  await waitFor(() =>
    expect(sent).toEqual([
      { what: 'decide-exit', body: { is_approved: true, decision: '同意', last_day: '2026-12-19' } },
    ]),
  );
});
