import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type RollOverPlan = components['schemas']['RollOverPlan'];

export const rollOverPlan = (year: number, classes: number | undefined) =>
  queryOptions({
    queryKey: ['roll-overs', 'plan', year, classes],
    queryFn: ({ signal }) =>
      data(api.GET('/api/v1/roll-overs/plan/', { params: { query: { year, ...(classes && { classes }) } }, signal })),
    retry: false,
  });

export const rollOvers = queryOptions({
  queryKey: ['roll-overs', 'list'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/roll-overs/', { signal })),
});

export const rollOver = ({ key, ...body }: { key: string; year: number; classes?: number; digest: string }) =>
  data(api.POST('/api/v1/roll-overs/', { params: { header: { 'Idempotency-Key': key } }, body }));
