import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';
import { type FigureScope, queryOf } from '@/shared/charts/scope';

export type Figure = components['schemas']['Figure'];

/** Everything the page shows comes from one answer, so that its numbers agree with each other. */
export const figuresOf = (scope: FigureScope) =>
  queryOptions({
    queryKey: ['figures', scope],
    queryFn: ({ signal }) => data(api.GET('/api/v1/figures/', { params: { query: queryOf(scope) }, signal })),
    placeholderData: (previous) => previous,
  });

export const schoolClasses = () =>
  queryOptions({
    queryKey: ['school-classes'],
    queryFn: ({ signal }) => data(api.GET('/api/v1/school-classes/', { params: { query: { limit: 200 } }, signal })),
  });
