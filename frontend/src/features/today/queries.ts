import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import { offlineCopy } from '@/shared/offline/offlineCopy';

export const myOpenFollowUps = queryOptions({
  queryKey: ['follow-ups', 'mine', 'open'],
  networkMode: 'always',
  queryFn: offlineCopy('follow-ups/mine', (signal) =>
    data(api.GET('/api/v1/follow-ups/', { params: { query: { mine: true, open: true, limit: 50 } }, signal })),
  ),
});

/** Whose visits a colleague left to me. */
export const handedToMe = queryOptions({
  queryKey: ['hand-overs', 'mine'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/visit-hand-overs/', { params: { query: { mine: true, limit, offset } }, signal })),
    ),
});

/** The whole catalogue would be read for the one number of this page. */
export const figureNow = (code: string) =>
  queryOptions({
    queryKey: ['figures', 'current', code],
    queryFn: async ({ signal }) =>
      (await data(api.GET('/api/v1/figures/', { params: { query: { term: 'current', code } }, signal }))).results[0] ??
      null,
  });

/** Only how many: the list itself is one tap away. */
export const dueSoonCount = queryOptions({
  queryKey: ['obligations', 'count', 'due_soon'],
  queryFn: async ({ signal }) =>
    (await data(api.GET('/api/v1/obligations/', { params: { query: { state: 'due_soon', limit: 1 } }, signal }))).count,
});

export const overdueNow = queryOptions({
  queryKey: ['obligations', 'overdue'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/obligations/', { params: { query: { state: 'overdue', limit, offset } }, signal })),
    ),
});

export const summariesNow = queryOptions({
  queryKey: ['summaries', 'list'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/summaries/', { params: { query: { limit: 20 } }, signal })),
});

/** What waits in the round of the register; each page row says whose step it is. */
export const proposalsNow = queryOptions({
  queryKey: ['care-proposals', 'open'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/care-proposals/', { params: { query: { state: 'open', limit, offset } }, signal })),
    ),
});

/** Companions who deny, or whom nobody heard from for two weeks. */
export const companionsForAttention = queryOptions({
  queryKey: ['visit-companions', 'attention', 'count'],
  queryFn: async ({ signal }) =>
    (await data(api.GET('/api/v1/visit-companions/', { params: { query: { attention: true, limit: 1 } }, signal })))
      .count,
});

export const exemptionsNow = queryOptions({
  queryKey: ['exemptions', 'list'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/exemptions/', { params: { query: { limit: 100 } }, signal })),
});

/** A number, without a name. */
export const openConcerns = queryOptions({
  queryKey: ['concerns', 'open'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/concerns/open/', { signal })),
});

/** What is mine to put right, what is due first before the rest. */
export const myFindings = queryOptions({
  queryKey: ['findings', 'mine'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/findings/', { params: { query: { mine: true, open: true, limit, offset } }, signal })),
    ),
});
