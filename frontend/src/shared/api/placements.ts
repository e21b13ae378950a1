import { queryOptions } from '@tanstack/react-query';
import { api, data } from './client';
import type { components } from './schema.gen';

export type StudentPath = components['schemas']['StudentPath'];
export type Stay = components['schemas']['Stay'];

/** Every class a child has been in, the newest first, and what may be done next. */
export const placementsOf = (id: string) =>
  queryOptions({
    queryKey: ['students', 'placements', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/students/{id}/placements/', { params: { path: { id } }, signal })),
  });
