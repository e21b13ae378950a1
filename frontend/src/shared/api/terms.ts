import { queryOptions } from '@tanstack/react-query';
import { api, data } from './client';

/** The terms of the school, the newest first. */
export const termList = queryOptions({
  queryKey: ['terms'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/terms/', { signal })),
});
