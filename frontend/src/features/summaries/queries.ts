import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type Summary = components['schemas']['Summary'];
export type Section = components['schemas']['SummarySection'];
export type Token = components['schemas']['SummaryToken'];
export type Gate = components['schemas']['SummaryGate'];

/** While the figures are being gathered the page asks again; after that only when something was done. */
const whileCompiling = (compiling: boolean | undefined) => (compiling ? 1_500 : false);

export const summaryList = () =>
  queryOptions({
    queryKey: ['summaries'],
    queryFn: ({ signal }) => data(api.GET('/api/v1/summaries/', { signal })),
    refetchInterval: (query) =>
      whileCompiling(query.state.data?.results.some((summary) => summary.state === 'compiling')),
  });

export const summaryOf = (id: string) =>
  queryOptions({
    queryKey: ['summaries', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/summaries/{id}/', { params: { path: { id } }, signal })),
    refetchInterval: (query) => whileCompiling(query.state.data?.state === 'compiling'),
  });
