import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type Digest = components['schemas']['Digest'];

/** Only how many: they are answered on their own page. */
export const openQuestionCount = queryOptions({
  queryKey: ['publication-questions', 'count', 'open'],
  queryFn: async ({ signal }) =>
    (await data(api.GET('/api/v1/publication-questions/', { params: { query: { state: 'open', limit: 1 } }, signal })))
      .count,
});

export const digestList = queryOptions({
  queryKey: ['digests', 'list'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/digests/', { params: { query: { limit: 20 } }, signal })),
});

/** The newest one that was not read yet, if there is any. */
export const unreadDigest = queryOptions({
  queryKey: ['digests', 'unread'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/digests/', { params: { query: { unread: true, limit: 1 } }, signal })),
});
