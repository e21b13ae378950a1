import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

type Schemas = components['schemas'];
export type NewItem = Schemas['NewPointItemRequest'];
export type Revision = Schemas['PointItemRevisionRequest'];
export type PastVersion = Schemas['PointItemPastVersion'];
export type Limits = Schemas['PointLimits'];
export type NewLimits = Schemas['PointLimitsRequest'];

/** Every version, the newest first. */
export const historyOf = (id: string) =>
  queryOptions({
    queryKey: ['point-items', 'history', id],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(
          api.GET('/api/v1/point-items/{id}/history/', {
            params: { path: { id }, query: { limit, offset } },
            signal,
          }),
        ),
      ),
  });

export const limitsList = () =>
  queryOptions({
    queryKey: ['point-limits'],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/point-limits/', { params: { query: { limit, offset } }, signal })),
      ),
  });

export const addItem = (body: NewItem, key: string) =>
  data(api.POST('/api/v1/point-items/', { params: { header: { 'Idempotency-Key': key } }, body }));

export const reviseItem = ({ id, body }: { id: string; body: Revision }) =>
  data(api.POST('/api/v1/point-items/{id}/revise/', { params: { path: { id } }, body }));

export const setLimits = (body: NewLimits, key: string) =>
  data(api.POST('/api/v1/point-limits/', { params: { header: { 'Idempotency-Key': key } }, body }));
