import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';

export const visitQuery = (id: string) =>
  queryOptions({
    queryKey: ['home-visits', 'one', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/home-visits/{id}/', { params: { path: { id } }, signal })),
  });

export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['home-visits', 'history', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/home-visits/{id}/history/', { params: { path: { id } }, signal })),
  });

export interface VisitFilters {
  mine?: boolean;
  school_class?: string;
  student?: string;
}

const PAGE = 30;

export const visitsQuery = (filters: VisitFilters) =>
  infiniteQueryOptions({
    queryKey: ['home-visits', 'list', filters],
    initialPageParam: 0,
    queryFn: ({ signal, pageParam }) =>
      data(
        api.GET('/api/v1/home-visits/', { params: { query: { ...filters, limit: PAGE, offset: pageParam } }, signal }),
      ),
    getNextPageParam: (last, pages) => (last.next ? pages.length * PAGE : undefined),
    placeholderData: (previous) => previous,
  });
