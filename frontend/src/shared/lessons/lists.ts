import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '../api/client';
import { portfoliosTouched } from '../api/portfolios';
import type { components } from '../api/schema.gen';
import { daysAfter, schoolToday } from '../i18n/format';
import { offlineCopy } from '../offline/offlineCopy';

type Schemas = components['schemas'];
export type Lesson = Schemas['Lesson'];
export type LessonRef = Schemas['LessonRef'];
export type LessonKind = Schemas['LessonKind'];
export type StrategyTag = Schemas['StrategyTag'];
export type RubricSheet = Schemas['RubricSheet'];
export type Criterion = RubricSheet['criteria'][number];

export const PERIODS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
export const lessonTypes = ['new', 'revision', 'exercise', 'experiment', 'other'] as const;

/** A day so many days from today at the school, as the API writes dates. */
export const dayFromToday = (days: number) => daysAfter(schoolToday(), days);

/** Read in classrooms, where there may be no network. Their copies are sealed, and wiped at sign-out. */
const offline = { networkMode: 'always' as const, staleTime: 5 * 60_000 };
/** A record may be written for some days after the lesson. */
const BACK = 14;
const AHEAD = 14;

/** The lessons around today: what one may sit in on, and what one sat in on lately. */
export const lessonsNearby = queryOptions({
  ...offline,
  queryKey: ['lessons', 'nearby'],
  queryFn: offlineCopy('lessons/nearby', (signal) =>
    everyRow((limit, offset) =>
      data(
        api.GET('/api/v1/lessons/', {
          params: { query: { first: dayFromToday(-BACK), last: dayFromToday(AHEAD), limit, offset } },
          signal,
        }),
      ),
    ),
  ),
});

export const lessonKinds = queryOptions({
  ...offline,
  queryKey: ['lesson-kinds'],
  queryFn: offlineCopy('lesson-kinds', (signal) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/lesson-kinds/', { params: { query: { limit, offset } }, signal })),
    ),
  ),
});

export const strategyTags = queryOptions({
  ...offline,
  queryKey: ['strategy-tags'],
  queryFn: offlineCopy('strategy-tags', (signal) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/strategy-tags/', { params: { query: { limit, offset } }, signal })),
    ),
  ),
});

/** The newest published version of every rubric, whole. */
export const currentRubrics = queryOptions({
  ...offline,
  queryKey: ['rubric-versions', 'current'],
  queryFn: offlineCopy('rubric-versions/current', async (signal) => {
    const all = await everyRow((limit, offset) =>
      data(api.GET('/api/v1/rubric-versions/', { params: { query: { limit, offset } }, signal })),
    );
    const published = all.filter((one) => one.is_published);
    return published.filter((one) => published.find((other) => other.rubric.id === one.rubric.id) === one);
  }),
});

/** The classes that a drop-in may have been in. */
export const classesToVisit = queryOptions({
  ...offline,
  queryKey: ['school-classes', 'copy'],
  queryFn: offlineCopy('school-classes', (signal) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/school-classes/', { params: { query: { limit, offset } }, signal })),
    ),
  ),
});

export const lessonSubjects = queryOptions({
  queryKey: ['lessons', 'subjects'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/lesson-subjects/', { params: { query: { limit, offset } }, signal })),
    ),
  staleTime: 5 * 60_000,
});

/** Whatever a lesson, a booking or an attendance may have changed. */
export const lessonsTouched = [
  'lessons',
  'lesson-bookings',
  'relay-chains',
  'lesson-campaigns',
  'figures',
  ...portfoliosTouched,
] as const;

/** Whatever a record of an observation may have changed. */
export const recordsTouched = [
  'observations',
  'strategy-cards',
  'quota-standings',
  'lesson-coverage',
  'lessons',
  'figures',
  ...portfoliosTouched,
] as const;
