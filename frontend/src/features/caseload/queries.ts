import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type Caseload = components['schemas']['Caseload'];
export type HandOver = components['schemas']['HandOver'];
export type ClassStanding = components['schemas']['ClassStanding'];

/** Every teacher with what they answer for: one page of a school. */
export const caseloads = (grade: number | undefined) =>
  queryOptions({
    queryKey: ['obligations', 'caseload', grade],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/caseloads/', { params: { query: { ...(grade && { grade }), limit, offset } }, signal })),
      ),
    placeholderData: (previous) => previous,
  });

/** What one teacher answers for, all states: the same rows that the board counts. */
export const answeredBy = (responsible: string, grade: number | undefined) =>
  queryOptions({
    queryKey: ['obligations', 'answered-by', responsible, grade],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(
          api.GET('/api/v1/obligations/', {
            params: { query: { responsible, ...(grade && { grade }), limit, offset } },
            signal,
          }),
        ),
      ),
  });

/** Who was handed over and holds today, so that it can be taken back. */
export const handOversOn = (on: string) =>
  queryOptions({
    queryKey: ['hand-overs', 'on', on],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/visit-hand-overs/', { params: { query: { on, limit, offset } }, signal })),
      ),
  });

export const handOverHistory = (student: string) =>
  queryOptions({
    queryKey: ['hand-overs', 'history', student],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(
          api.GET('/api/v1/visit-hand-overs/', {
            params: { query: { student, history: true, limit, offset } },
            signal,
          }),
        ),
      ),
  });

export const classStandings = (as_of: string | undefined) =>
  queryOptions({
    queryKey: ['obligations', 'class-standings', as_of],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(
          api.GET('/api/v1/class-standings/', {
            params: { query: { ...(as_of && { as_of }), limit, offset } },
            signal,
          }),
        ),
      ),
  });

export const handOver = (body: components['schemas']['HandOverRequest']) =>
  data(api.POST('/api/v1/visit-hand-overs/', { body }));

export const takeBack = ({ id, ...body }: { id: string; from_on: string; reason: string }) =>
  data(api.POST('/api/v1/visit-hand-overs/{id}/take-back/', { params: { path: { id } }, body }));

/** What a hand-over may have changed. */
export const touched = ['obligations', 'hand-overs', 'figures', 'figure-records', 'general-visits'] as const;
