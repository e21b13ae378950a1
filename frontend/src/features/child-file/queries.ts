import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type ChildFile = components['schemas']['ChildFile'];
export type FileEntry = components['schemas']['FileEntry'];

/** Every reading is logged: one opening is one request, whatever the window does meanwhile. */
export const childFileQuery = (id: string) =>
  queryOptions({
    queryKey: ['child-file', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/child-files/{id}/', { params: { path: { id } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
