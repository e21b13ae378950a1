import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import { withStepUp } from '@/shared/session/stepUp';

/** Reading takes a recent sign-in. Nothing of it is kept on the device. */
export const concernsQuery = (open: boolean) =>
  queryOptions({
    queryKey: ['concerns', 'list', open],
    queryFn: ({ signal }) =>
      withStepUp(() =>
        everyRow((limit, offset) =>
          data(api.GET('/api/v1/concerns/', { params: { query: { open, limit, offset } }, signal })),
        ),
      ),
    gcTime: 0,
    retry: false,
  });

export const revealConcern = (id: string, purpose: string) =>
  withStepUp(() => data(api.POST('/api/v1/concerns/{id}/reveal/', { params: { path: { id } }, body: { purpose } })));

export const addStep = (id: string, body: { taken_on: string; what: string }) =>
  withStepUp(() => data(api.POST('/api/v1/concerns/{id}/steps/', { params: { path: { id } }, body })));

export const closeConcern = (id: string, result: string) =>
  withStepUp(() => data(api.POST('/api/v1/concerns/{id}/close/', { params: { path: { id } }, body: { result } })));
