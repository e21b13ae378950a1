import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

type Schemas = components['schemas'];

export type { Lesson } from '@/shared/lessons/lists';
export type LessonDetail = Schemas['LessonDetail'];
export type LessonBody = Schemas['NewLessonRequest'];
export type LessonChange = Schemas['PatchedLessonChangeRequest'];
export type Booking = Schemas['LessonBooking'];
export type Attendance = Schemas['LessonAttendance'];
export type Campaign = Schemas['LessonCampaign'];
export type CampaignBody = Schemas['NewLessonCampaignRequest'];
export type Chain = Schemas['RelayChain'];
export type ChainPage = Schemas['RelayChainDetail'];
export type ChainLesson = ChainPage['lessons'][number];

export interface LessonFilters {
  first?: string;
  last?: string;
  mine?: boolean;
  bookable?: boolean;
  subject?: string;
  kind?: string;
  campaign?: string;
  chain?: string;
  newest?: boolean;
  cancelled?: boolean;
}

export const lessonList = (filters: LessonFilters) =>
  queryOptions({
    queryKey: ['lessons', 'list', filters],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/lessons/', { params: { query: { ...filters, limit, offset } }, signal })),
      ),
    placeholderData: (previous) => previous,
  });

export const lessonQuery = (id: string) =>
  queryOptions({
    queryKey: ['lessons', 'one', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/lessons/{id}/', { params: { path: { id } }, signal })),
  });

export const bookingsOf = (lesson: string) =>
  queryOptions({
    queryKey: ['lesson-bookings', lesson],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/bookings/', { params: { query: { lesson, limit, offset } }, signal })),
      ),
  });

export const campaignList = queryOptions({
  queryKey: ['lesson-campaigns'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/lesson-campaigns/', { params: { query: { limit, offset } }, signal })),
    ),
});

export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ['lesson-campaigns', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/lesson-campaigns/{id}/', { params: { path: { id } }, signal })),
  });

export const chainList = queryOptions({
  queryKey: ['relay-chains'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/relay-chains/', { params: { query: { limit, offset } }, signal })),
    ),
});

export const chainQuery = (id: string) =>
  queryOptions({
    queryKey: ['relay-chains', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/relay-chains/{id}/', { params: { path: { id } }, signal })),
  });

const at = (id: string) => ({ path: { id } });

export const openLesson = (body: LessonBody, key: string) =>
  data(api.POST('/api/v1/lessons/', { params: { header: { 'Idempotency-Key': key } }, body }));

export const changeLesson = ({ id, version, body }: { id: string; version: number; body: LessonChange }) =>
  data(api.PATCH('/api/v1/lessons/{id}/', { params: { ...at(id), header: { 'If-Match': `"${version}"` } }, body }));

export const cancelLesson = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/lessons/{id}/cancel/', { params: at(id), body: { reason } }));

export const reflectOn = ({ id, ...body }: { id: string; reflection: string; changed: string }) =>
  data(api.POST('/api/v1/lessons/{id}/reflect/', { params: at(id), body }));

export const confirmAttendance = ({ id, ...answer }: { id: string; observer: string; was_there: boolean }) =>
  data(api.POST('/api/v1/lessons/{id}/confirm-attendance/', { params: at(id), body: { answers: [answer] } }));

export const book = (body: Schemas['NewLessonBookingRequest'], key: string) =>
  data(api.POST('/api/v1/bookings/', { params: { header: { 'Idempotency-Key': key } }, body }));

export const withdraw = (id: string) => data(api.POST('/api/v1/bookings/{id}/withdraw/', { params: at(id) }));

export const answerAsker = ({ id, ...body }: { id: string; accepts: boolean; answer?: string }) =>
  data(api.POST('/api/v1/bookings/{id}/answer/', { params: at(id), body }));

export const addCampaign = (body: CampaignBody, key: string) =>
  data(api.POST('/api/v1/lesson-campaigns/', { params: { header: { 'Idempotency-Key': key } }, body }));

export const changeCampaign = ({ id, body }: { id: string; body: Schemas['LessonCampaignChangeRequest'] }) =>
  data(api.POST('/api/v1/lesson-campaigns/{id}/change/', { params: at(id), body }));

export const startChain = (body: Schemas['NewRelayChainRequest'], key: string) =>
  data(api.POST('/api/v1/relay-chains/', { params: { header: { 'Idempotency-Key': key } }, body }));

export const closeChain = (id: string) => data(api.POST('/api/v1/relay-chains/{id}/close/', { params: at(id) }));
export const reopenChain = (id: string) => data(api.POST('/api/v1/relay-chains/{id}/reopen/', { params: at(id) }));
