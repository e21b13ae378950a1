import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

type Schemas = components['schemas'];
export type Rubric = Schemas['Rubric'];
export type Version = Schemas['RubricVersion'];
export type DraftBody = Schemas['PatchedRubricDraftRequest'];

export const rubricList = queryOptions({
  queryKey: ['rubrics'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) => data(api.GET('/api/v1/rubrics/', { params: { query: { limit, offset } }, signal }))),
});

export const versionsOf = (rubric: string) =>
  queryOptions({
    queryKey: ['rubric-versions', rubric],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/rubric-versions/', { params: { query: { rubric, limit, offset } }, signal })),
      ),
  });

const at = (id: string) => ({ path: { id } });
const given = (id: string, edition: number) => ({ ...at(id), header: { 'If-Match': `"${edition}"` } });

export const addRubric = (body: Schemas['NewRubricRequest'], key: string) =>
  data(api.POST('/api/v1/rubrics/', { params: { header: { 'Idempotency-Key': key } }, body }));

export const changeRubric = ({ id, body }: { id: string; body: Schemas['RubricChangeRequest'] }) =>
  data(api.POST('/api/v1/rubrics/{id}/change/', { params: at(id), body }));

export const beginDraft = (id: string) => data(api.POST('/api/v1/rubrics/{id}/draft/', { params: at(id) }));

export const writeDraft = ({ id, edition, body }: { id: string; edition: number; body: DraftBody }) =>
  data(api.PATCH('/api/v1/rubric-versions/{id}/', { params: given(id, edition), body }));

export const publishDraft = ({ id, edition }: { id: string; edition: number }) =>
  data(api.POST('/api/v1/rubric-versions/{id}/publish/', { params: given(id, edition) }));

export const touched = ['rubrics', 'rubric-versions', 'lesson-kinds'] as const;
