import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import { queryClient } from '@/shared/api/queryClient';
import type { components } from '@/shared/api/schema.gen';
import { type FigureScope, queryOf } from '@/shared/charts/scope';
import { withStepUp } from '@/shared/session/stepUp';

export type Figure = components['schemas']['Figure'];
export type FigureRecord = components['schemas']['FigureRecord'];

const PAGE = 50;

type Figures = components['schemas']['FigureList'];

/**
 * The dashboard's own answer where there is one, so that the number here cannot differ from the number that was
 * pressed; opened by itself the page asks for this figure alone.
 */
export const figureOf = (code: string, scope: FigureScope) =>
  queryOptions({
    queryKey: ['figures', scope, code],
    queryFn: ({ signal }) =>
      data(api.GET('/api/v1/figures/', { params: { query: { ...queryOf(scope), code } }, signal })),
    initialData: () => queryClient.getQueryData<Figures>(['figures', scope]),
    initialDataUpdatedAt: () => queryClient.getQueryState(['figures', scope])?.dataUpdatedAt,
  });

export const recordsOf = (
  code: string,
  scope: FigureScope,
  side: 'part' | 'whole' | undefined,
  key: string | undefined,
) =>
  infiniteQueryOptions({
    queryKey: ['figure-records', code, scope, side, key],
    queryFn: ({ signal, pageParam }) =>
      withStepUp(() =>
        data(
          api.GET('/api/v1/figures/{code}/records/', {
            params: {
              path: { code },
              query: {
                ...queryOf(scope),
                ...(side && { side }),
                ...(key !== undefined && { key }),
                limit: PAGE,
                offset: pageParam,
              },
            },
            signal,
          }),
        ),
      ),
    initialPageParam: 0,
    getNextPageParam: (last, pages) =>
      last.next ? pages.reduce((seen, page) => seen + page.results.length, 0) : undefined,
  });

export const schoolClasses = () =>
  queryOptions({
    queryKey: ['school-classes'],
    queryFn: ({ signal }) => data(api.GET('/api/v1/school-classes/', { params: { query: { limit: 200 } }, signal })),
  });
