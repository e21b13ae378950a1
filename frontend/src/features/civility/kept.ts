import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';
import { offlineCopy } from '@/shared/offline/offlineCopy';

export type PointClass = components['schemas']['PointClassDetail'];
export type Item = PointClass['items'][number];
export type Child = PointClass['students'][number];
export type Batch = components['schemas']['PointBatch'];
export type BatchRequest = components['schemas']['PointBatchRequest'];

/** What the grid needs in a classroom without a signal. Sealed, and wiped at sign-out. */
const offline = { networkMode: 'always' as const, staleTime: 60_000 };

/** The classes whose children I may recognise. */
export const pointClasses = queryOptions({
  ...offline,
  queryKey: ['point-classes'],
  queryFn: offlineCopy('point-classes', (signal) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/point-classes/', { params: { query: { limit, offset } }, signal })),
    ),
  ),
});

export const pointClass = (id: string) =>
  queryOptions({
    ...offline,
    queryKey: ['point-class', id],
    queryFn: offlineCopy(`point-classes/${id}`, (signal) =>
      data(api.GET('/api/v1/point-classes/{id}/', { params: { path: { id } }, signal })),
    ),
  });

/** What I gave lately: the numbers on the tiles, and what can still be undone. */
export const myBatches = queryOptions({
  ...offline,
  queryKey: ['point-batches'],
  queryFn: offlineCopy('point-batches', async (signal) => {
    const page = await data(api.GET('/api/v1/point-batches/', { params: { query: { limit: 100 } }, signal }));
    return page.results;
  }),
});

const LAST = 'civility-class';

/** A class is no secret, and a device without sealing should remember it as well. */
export const lastClass = {
  get: () => localStorage.getItem(LAST) ?? undefined,
  set: (id: string) => localStorage.setItem(LAST, id),
};
