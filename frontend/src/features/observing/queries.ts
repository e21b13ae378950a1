import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

type Schemas = components['schemas'];

export type { ObservationRecord, ObservationRow } from './values';
export type Standing = Schemas['QuotaStanding'];

const PAGE = 30;

export interface ObservationFilters {
  side?: 'observer' | 'host';
  my_turn?: boolean;
}

export const observationList = (filters: ObservationFilters) =>
  infiniteQueryOptions({
    queryKey: ['observations', 'list', filters],
    initialPageParam: 0,
    queryFn: ({ signal, pageParam }) =>
      data(
        api.GET('/api/v1/observations/', { params: { query: { ...filters, limit: PAGE, offset: pageParam } }, signal }),
      ),
    getNextPageParam: (last, pages) => (last.next ? pages.length * PAGE : undefined),
    placeholderData: (previous) => previous,
  });

export const observationQuery = (id: string) =>
  queryOptions({
    queryKey: ['observations', 'one', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/observations/{id}/', { params: { path: { id } }, signal })),
  });

export const revisionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['observations', 'history', id],
    queryFn: ({ signal }) =>
      data(api.GET('/api/v1/observations/{id}/history/', { params: { path: { id }, query: { limit: 50 } }, signal })),
  });

export const ownStanding = queryOptions({
  queryKey: ['quota-standings', 'mine'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/observation-standings/mine/', { signal })),
  // Between two terms there is nothing to stand to.
  retry: false,
});

const at = (id: string) => ({ path: { id } });

export const answerRecord = ({ id, reflection }: { id: string; reflection: string }) =>
  data(api.POST('/api/v1/observations/{id}/reflect/', { params: at(id), body: { reflection } }));

export const acknowledge = (id: string) => data(api.POST('/api/v1/observations/{id}/acknowledge/', { params: at(id) }));

export const reopenRecord = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/observations/{id}/reopen/', { params: at(id), body: { reason } }));

export const askForCard = (strategy: string, key: string) =>
  data(api.POST('/api/v1/strategies/', { params: { header: { 'Idempotency-Key': key } }, body: { strategy } }));

export const answerCard = ({ id, answer }: { id: string; answer: 'consented' | 'declined' }) =>
  data(api.POST('/api/v1/strategies/{id}/answer/', { params: at(id), body: { answer } }));
