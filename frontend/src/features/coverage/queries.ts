import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

type Schemas = components['schemas'];
export type Covered = Schemas['ObservationCoverage'];
export type Standing = Schemas['QuotaStanding'];

export const coverage = (filters: { weeks?: number; everybody?: boolean }) =>
  queryOptions({
    queryKey: ['lesson-coverage', filters],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/observation-coverage/', { params: { query: { ...filters, limit, offset } }, signal })),
      ),
    placeholderData: (previous) => previous,
  });

export const standings = (filters: { short?: boolean }) =>
  queryOptions({
    queryKey: ['quota-standings', 'list', filters],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/observation-standings/', { params: { query: { ...filters, limit, offset } }, signal })),
      ),
    placeholderData: (previous) => previous,
  });
