import { queryOptions } from '@tanstack/react-query';
import { offlineCopy } from '../offline/offlineCopy';
import { api, data, everyRow } from './client';
import type { components } from './schema.gen';

export type Obligation = components['schemas']['Obligation'];
export type VisitRound = components['schemas']['VisitRound'];
export type GeneralVisit = components['schemas']['GeneralVisit'];

/** Lists several screens choose from, also with no network. Their copies are sealed, and wiped at sign-out. */
const offline = { networkMode: 'always' as const, staleTime: 5 * 60_000 };

/** The children I may record a visit to, each with what such a visit could settle, where I may know it. */
export const visitableStudents = queryOptions({
  ...offline,
  queryKey: ['students', 'visitable'],
  queryFn: offlineCopy('students/visitable', (signal) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/visitable-students/', { params: { query: { limit, offset } }, signal })),
    ),
  ),
});

/** Codes into words: 送温暖. Only for those who may read the register. */
export const careCategories = queryOptions({
  ...offline,
  queryKey: ['care-categories'],
  queryFn: offlineCopy('care-categories', (signal) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/care-categories/', { params: { query: { limit, offset } }, signal })),
    ),
  ),
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

/** The children of my own class to whom the general visits of the year are still owed. */
export const myGeneralVisits = queryOptions({
  ...offline,
  queryKey: ['general-visits', 'mine'],
  queryFn: offlineCopy('general-visits/mine', (signal) =>
    everyRow((limit, offset) =>
      data(
        api.GET('/api/v1/general-visits/', { params: { query: { mine: true, open: true, limit, offset } }, signal }),
      ),
    ),
  ),
});

/** The rounds I go on, with their lists: read on doorsteps, where there may be no network. */
export const myRounds = queryOptions({
  ...offline,
  queryKey: ['rounds', 'mine'],
  queryFn: offlineCopy('rounds/mine', (signal) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/visit-rounds/', { params: { query: { mine: true, open: true, limit, offset } }, signal })),
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
