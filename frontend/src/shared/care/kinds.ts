import { queryOptions } from '@tanstack/react-query';
import { api, data } from '../api/client';

/** The school's care categories: a page holds them all. */
export const kindsQuery = queryOptions({
  queryKey: ['care-categories', 'page'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/care-categories/', { params: { query: { limit: 50 } }, signal })),
});
