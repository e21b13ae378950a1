import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { components } from '@/shared/api/schema.gen';
import { choices, kind, tag, teaching } from '@/testing/lessons';
import { listOf } from '@/testing/office';
import { open } from '@/testing/render';
import { server } from '@/testing/server';

type Card = components['schemas']['StrategyCard'];

const card = (more: Partial<Card> = {}): Card => ({
  id: 'c1',
  text: '先独立想三十秒',
  tags: [{ id: tag.id, name: tag.name }],
  subject: '语文',
  topic: '《小蜗牛》',
  kind,
  theme: '课堂提问的有效性',
  taught_on: '2026-11-10',
  host: { id: 'staff-jiang', name: '姜海' },
  observer: { id: 'staff-yu', name: '于敏' },
  observation: null,
  state: 'public',
  state_label: '已入库',
  asked_at: '2026-11-11T08:00:00+08:00',
  answered_at: null,
  abilities: [],
  ...more,
});

beforeEach(() => server.use(teaching(), ...choices()));

test('a word, a tag and a subject narrow what is found; the topic keeps its own marks', async () => {
  const asked: string[] = [];
  server.use(
    http.get('*/api/v1/strategies/', ({ request }) => {
      asked.push(decodeURIComponent(new URL(request.url).search));
      return HttpResponse.json(listOf([card()]));
    }),
  );
  const { user } = await open('/strategies');

  expect(await screen.findByText('先独立想三十秒')).toBeVisible();
  expect(screen.getByText(/来自姜海的语文课《小蜗牛》 · 于敏/)).toBeVisible();
  await user.click(await screen.findByRole('button', { name: '问题设计' }));
  await waitFor(() => expect(asked.at(-1)).toContain('tag=t1'));
  await user.type(screen.getByRole('searchbox', { name: '查找策略' }), '独立');
  await waitFor(() => expect(asked.at(-1)).toContain('q=独立'));
  await user.selectOptions(screen.getByRole('combobox', { name: '学科' }), '语文');
  await waitFor(() => expect(asked.at(-1)).toMatch(/q=独立.*tag=t1.*subject=语文/));
});

test('its teacher is asked, and may take it back later', async () => {
  let now = card({ state: 'waiting', state_label: '等待授课教师同意', abilities: ['answer', 'withdraw'] });
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/strategies/', () => HttpResponse.json(listOf([now]))),
    http.post('*/api/v1/strategies/c1/answer/', async ({ request }) => {
      sent.push(await request.json());
      now = card({ abilities: ['withdraw'] });
      return HttpResponse.json(now);
    }),
    http.post('*/api/v1/strategies/c1/withdraw/', () => {
      sent.push('withdrawn');
      return HttpResponse.json(card({ state: 'withdrawn' }));
    }),
  );
  const { user } = await open('/strategies?view=mine');

  expect(await screen.findByText(/于敏想把这条收进策略库/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: '同意' }));
  await user.click(await screen.findByRole('button', { name: '撤出策略库' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: '撤出策略库' }));
  await waitFor(() => expect(sent).toEqual([{ answer: 'consented' }, 'withdrawn']));
});
