import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';

export const ownFeed = queryOptions({
  queryKey: ['calendar-feed'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/calendar-feed/', { signal }))).results[0] ?? null,
});

export const openFeed = (_: undefined) => data(api.POST('/api/v1/calendar-feed/'));
export const revokeFeed = (id: string) =>
  data(api.POST('/api/v1/calendar-feed/{id}/revoke/', { params: { path: { id } } }));
