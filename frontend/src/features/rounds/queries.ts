import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { VisitRound } from '@/shared/api/lists';
import type { components } from '@/shared/api/schema.gen';
import { offlineCopy } from '@/shared/offline/offlineCopy';

export type RoundBody = components['schemas']['VisitRoundRequest'];
export type Suggestion = components['schemas']['RoundSuggestion'];
export type Missed = components['schemas']['MissedStopRequest'];

export const reasons = ['not_at_home', 'put_off', 'no_time', 'other'] as const satisfies readonly Missed['reason'][];

export const roundsQuery = queryOptions({
  queryKey: ['rounds', 'list'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/visit-rounds/', { params: { query: { limit: 100 } }, signal })),
});

/** The list is kept on the device of whoever opened it: it is read on doorsteps. */
export const roundQuery = (id: string) =>
  queryOptions({
    networkMode: 'always',
    queryKey: ['rounds', 'one', id],
    queryFn: offlineCopy(`rounds/${id}`, (signal) =>
      data(api.GET('/api/v1/visit-rounds/{id}/', { params: { path: { id } }, signal })),
    ),
  });

export const suggestionsQuery = queryOptions({
  queryKey: ['rounds', 'suggestions'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/visit-rounds/suggestions/', { params: { query: { limit, offset } }, signal })),
    ),
});

export const planRound = ({ key, body }: { key: string; body: RoundBody }) =>
  data(api.POST('/api/v1/visit-rounds/', { params: { header: { 'Idempotency-Key': key } }, body }));

export const amendRound = ({ round, body }: { round: VisitRound; body: RoundBody }) =>
  data(
    api.PATCH('/api/v1/visit-rounds/{id}/', {
      params: { path: { id: round.id }, header: { 'If-Match': `"${round.version}"` } },
      body,
    }),
  );

export const startRound = (id: string) =>
  data(api.POST('/api/v1/visit-rounds/{id}/start/', { params: { path: { id } } }));

export const closeRound = ({ id, missed }: { id: string; missed: Missed[] }) =>
  data(api.POST('/api/v1/visit-rounds/{id}/close/', { params: { path: { id } }, body: { missed } }));
