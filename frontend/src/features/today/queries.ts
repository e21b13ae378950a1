import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import { offlineCopy } from '@/shared/offline/offlineCopy';

export const myOpenFollowUps = queryOptions({
  queryKey: ['follow-ups', 'mine', 'open'],
  networkMode: 'always',
  queryFn: offlineCopy('follow-ups/mine', (signal) =>
    data(api.GET('/api/v1/follow-ups/', { params: { query: { mine: true, open: true, limit: 50 } }, signal })),
  ),
});

export const figuresNow = queryOptions({
  queryKey: ['figures', 'current', {}],
  queryFn: ({ signal }) => data(api.GET('/api/v1/figures/', { params: { query: { term: 'current' } }, signal })),
});

/** Only how many: the list itself is one tap away. */
export const countOfState = (state: 'overdue' | 'due_soon') =>
  queryOptions({
    queryKey: ['obligations', 'count', state],
    queryFn: async ({ signal }) =>
      (await data(api.GET('/api/v1/obligations/', { params: { query: { state, limit: 1 } }, signal }))).count,
  });

export const summariesNow = queryOptions({
  queryKey: ['summaries', 'list'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/summaries/', { params: { query: { limit: 20 } }, signal })),
});

export const exemptionsNow = queryOptions({
  queryKey: ['exemptions', 'list'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/exemptions/', { params: { query: { limit: 100 } }, signal })),
});
