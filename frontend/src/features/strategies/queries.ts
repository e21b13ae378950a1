import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type Card = components['schemas']['StrategyCard'];

export interface CardFilters {
  q?: string;
  tag?: string;
  subject?: string;
  campaign?: string;
  mine?: boolean;
}

const PAGE = 30;

export const cardList = (filters: CardFilters) =>
  infiniteQueryOptions({
    queryKey: ['strategy-cards', 'list', filters],
    initialPageParam: 0,
    queryFn: ({ signal, pageParam }) =>
      data(
        api.GET('/api/v1/strategies/', { params: { query: { ...filters, limit: PAGE, offset: pageParam } }, signal }),
      ),
    getNextPageParam: (last, pages) => (last.next ? pages.length * PAGE : undefined),
    placeholderData: (previous) => previous,
  });

export const themes = queryOptions({
  queryKey: ['lesson-campaigns'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/lesson-campaigns/', { params: { query: { limit, offset } }, signal })),
    ),
});

const at = (id: string) => ({ path: { id } });

export const answerCard = ({ id, answer }: { id: string; answer: 'consented' | 'declined' }) =>
  data(api.POST('/api/v1/strategies/{id}/answer/', { params: at(id), body: { answer } }));

export const withdrawCard = (id: string) => data(api.POST('/api/v1/strategies/{id}/withdraw/', { params: at(id) }));
