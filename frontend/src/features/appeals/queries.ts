import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type Appeal = components['schemas']['PointAppeal'];
export const states = ['open', 'answered', 'decided', 'withdrawn'] as const;
export type State = (typeof states)[number];
export type Outcome = 'upheld' | 'reversed';

const PAGE = 50;

export const appealsQuery = (state: State) =>
  infiniteQueryOptions({
    queryKey: ['point-appeals', state],
    queryFn: ({ signal, pageParam }) =>
      data(api.GET('/api/v1/point-appeals/', { params: { query: { state, limit: PAGE, offset: pageParam } }, signal })),
    initialPageParam: 0,
    getNextPageParam: (last, pages) =>
      last.next ? pages.reduce((seen, page) => seen + page.results.length, 0) : undefined,
  });

export const answer = ({ id, answer: words }: { id: string; answer: string }) =>
  data(api.POST('/api/v1/point-appeals/{id}/answer/', { params: { path: { id } }, body: { answer: words } }));

export const decide = ({ id, outcome, decision }: { id: string; outcome: Outcome; decision: string }) =>
  data(api.POST('/api/v1/point-appeals/{id}/decide/', { params: { path: { id } }, body: { outcome, decision } }));

export const withdraw = (id: string) =>
  data(api.POST('/api/v1/point-appeals/{id}/withdraw/', { params: { path: { id } } }));

/** A reversal changes the account, and whatever counts points. */
export const touched = ['point-appeals', 'point-account', 'figures'] as const;
