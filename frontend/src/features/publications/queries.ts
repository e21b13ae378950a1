import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type Publication = components['schemas']['Publication'];

export const publicationList = () =>
  queryOptions({
    queryKey: ['publications'],
    queryFn: ({ signal }) => data(api.GET('/api/v1/publications/', { signal })),
  });

export const publicationOf = (id: string) =>
  queryOptions({
    queryKey: ['publications', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/publications/{id}/', { params: { path: { id } }, signal })),
  });
