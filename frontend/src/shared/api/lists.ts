import { queryOptions } from '@tanstack/react-query';
import { offlineCopy } from '../offline/offlineCopy';
import { api, data, everyRow } from './client';
import type { components } from './schema.gen';

export type Obligation = components['schemas']['Obligation'];

/** Lists several screens choose from, also with no network. Their copies are sealed, and wiped at sign-out. */
const offline = { networkMode: 'always' as const, staleTime: 5 * 60_000 };

const studentsPage = (mine: boolean, signal: AbortSignal) =>
  everyRow((limit, offset) =>
    data(api.GET('/api/v1/students/', { params: { query: { ...(mine ? { mine } : {}), limit, offset } }, signal })),
  );

/** The children of my classes; for those who teach no class, all they may see. */
export const myStudents = queryOptions({
  ...offline,
  queryKey: ['students', 'mine'],
  queryFn: offlineCopy('students/mine', async (signal) => {
    const mine = await studentsPage(true, signal);
    return mine.length ? mine : studentsPage(false, signal);
  }),
});

export const colleagues = queryOptions({
  ...offline,
  queryKey: ['staff'],
  queryFn: offlineCopy('staff', (signal) =>
    everyRow((limit, offset) => data(api.GET('/api/v1/staff/', { params: { query: { limit, offset } }, signal }))),
  ),
});

/** What is owed for my children, with the purpose where I may know it. */
export const myObligations = queryOptions({
  ...offline,
  queryKey: ['obligations', 'mine'],
  queryFn: offlineCopy('obligations/mine', (signal) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/obligations/', { params: { query: { mine: true, limit, offset } }, signal })),
    ),
  ),
});

export const classesQuery = queryOptions({
  queryKey: ['school-classes'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/school-classes/', { params: { query: { limit, offset } }, signal })),
    ),
});
