import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type Weeks = components['schemas']['ClassWeeks'];
export type Slip = components['schemas']['PointSlip'];
export type ClassScreen = components['schemas']['ClassScreen'];
export type Account = components['schemas']['PointAccount'];
export type Entry = Account['entries'][number];
export type SeatRequest = components['schemas']['SeatInRequest'];

export const classWeeks = (id: string) =>
  queryOptions({
    queryKey: ['point-weeks', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/point-classes/{id}/weeks/', { params: { path: { id } }, signal })),
  });

/** A wall that is looked at all day: asked for again while it hangs there. */
export const classScreen = (id: string) =>
  queryOptions({
    queryKey: ['point-screen', id],
    refetchInterval: 30_000,
    queryFn: ({ signal }) => data(api.GET('/api/v1/point-classes/{id}/screen/', { params: { path: { id } }, signal })),
  });

export const classSlips = (id: string) =>
  queryOptions({
    queryKey: ['point-slips', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/point-classes/{id}/slips/', { params: { path: { id } }, signal })),
  });

export const account = (student: string, term?: string) =>
  queryOptions({
    queryKey: ['point-account', student, term],
    queryFn: ({ signal }) =>
      data(
        api.GET('/api/v1/point-accounts/{id}/', {
          params: { path: { id: student }, query: term ? { term } : {} },
          signal,
        }),
      ),
  });

export const setSeats = ({ id, seats }: { id: string; seats: SeatRequest[] }) =>
  data(api.POST('/api/v1/point-classes/{id}/seats/', { params: { path: { id } }, body: { seats } }));

export const setGoal = ({ id, title, target }: { id: string; title: string; target: number }) =>
  data(api.POST('/api/v1/point-classes/{id}/goal/', { params: { path: { id } }, body: { title, target } }));

export const reverseEntry = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/point-entries/{id}/reverse/', { params: { path: { id } }, body: { reason } }));

export type AppealRequest = components['schemas']['PointAppealRequest'];

export const raiseAppeal = ({ key, body }: { key: string; body: AppealRequest }) =>
  data(api.POST('/api/v1/point-appeals/', { params: { header: { 'Idempotency-Key': key } }, body }));
