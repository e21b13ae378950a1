import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '../api/client';
import type { components } from '../api/schema.gen';

export type PointItem = components['schemas']['PointItem'];

export const domains = ['school', 'home', 'community'] as const;
export const kinds = ['recognition', 'reminder', 'deduction'] as const;
export const recorders = ['teacher', 'homeroom', 'office'] as const;
export const colours = ['blue', 'red', 'gold', 'green'] as const;

/** The catalogue as it reads on a day, closed items among it: some dozens. */
export const catalogue = (on: string) =>
  queryOptions({
    queryKey: ['point-items', on],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/point-items/', { params: { query: { on, limit, offset } }, signal })),
      ),
  });
