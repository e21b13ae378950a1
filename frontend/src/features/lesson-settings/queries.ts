import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

type Schemas = components['schemas'];

export type { LessonKind, StrategyTag } from '@/shared/lessons/lists';
export type Rubric = Schemas['Rubric'];
export type Quota = Schemas['ObservationQuota'];
export type QuotaBody = Schemas['ObservationQuotaRequest'];
export type Limits = Schemas['ObservationLimits'];
export type LimitsBody = Schemas['ObservationLimitsRequest'];

export const rubricChoices = queryOptions({
  queryKey: ['rubrics'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) => data(api.GET('/api/v1/rubrics/', { params: { query: { limit, offset } }, signal }))),
});

export const quotaList = queryOptions({
  queryKey: ['observation-quotas'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/observation-quotas/', { params: { query: { limit, offset } }, signal })),
    ),
});

export const limitsList = queryOptions({
  queryKey: ['observation-limits'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/observation-limits/', { params: { query: { limit, offset } }, signal })),
    ),
});

const at = (id: string) => ({ path: { id } });
const keyed = (key: string) => ({ header: { 'Idempotency-Key': key } });

export const addKind = (body: Schemas['NewLessonKindRequest'], key: string) =>
  data(api.POST('/api/v1/lesson-kinds/', { params: keyed(key), body }));
export const changeKind = ({ id, body }: { id: string; body: Schemas['LessonKindChangeRequest'] }) =>
  data(api.POST('/api/v1/lesson-kinds/{id}/change/', { params: at(id), body }));

export const addTag = (body: Schemas['StrategyTagRequest'], key: string) =>
  data(api.POST('/api/v1/strategy-tags/', { params: keyed(key), body }));
export const changeTag = ({ id, body }: { id: string; body: Schemas['StrategyTagChangeRequest'] }) =>
  data(api.POST('/api/v1/strategy-tags/{id}/change/', { params: at(id), body }));

export const setQuota = (body: QuotaBody, key: string) =>
  data(api.POST('/api/v1/observation-quotas/', { params: keyed(key), body }));
export const endQuota = ({ id, ends_on }: { id: string; ends_on: string }) =>
  data(api.POST('/api/v1/observation-quotas/{id}/end/', { params: at(id), body: { ends_on } }));
export const withdrawQuota = (id: string) =>
  data(api.POST('/api/v1/observation-quotas/{id}/withdraw/', { params: at(id) }));

export const setLimits = (body: LimitsBody, key: string) =>
  data(api.POST('/api/v1/observation-limits/', { params: keyed(key), body }));

export const touched = [
  'lesson-kinds',
  'strategy-tags',
  'observation-quotas',
  'observation-limits',
  'quota-standings',
  'lesson-coverage',
] as const;
