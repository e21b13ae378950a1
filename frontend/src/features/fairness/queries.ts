import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type Fairness = components['schemas']['Fairness'];
export type Group = Fairness['by_grade'][number];

export const fairnessOf = (term: string | undefined) =>
  queryOptions({
    queryKey: ['point-fairness', term],
    queryFn: ({ signal }) =>
      data(api.GET('/api/v1/point-fairness/', { params: { query: { ...(term && { term }) } }, signal })),
  });
