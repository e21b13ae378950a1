import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type Question = components['schemas']['PublicationQuestion'];
export type Opinion = components['schemas']['PublicationOpinion'];
export type Stance = Opinion['stance'];
export type QuestionState = Question['state'];

/** What was asked about this edition and the ones before it. */
export const questionsBeside = (publication: string) =>
  queryOptions({
    queryKey: ['publication-questions', publication],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/publication-questions/', { params: { query: { publication, limit, offset } }, signal })),
      ),
  });

/** Every question of the school in this state, the oldest first. */
export const questionsIn = (state: QuestionState) =>
  queryOptions({
    queryKey: ['publication-questions', 'in', state],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/publication-questions/', { params: { query: { state, limit, offset } }, signal })),
      ),
  });

export const opinionsBeside = (publication: string) =>
  queryOptions({
    queryKey: ['publication-opinions', publication],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/publication-opinions/', { params: { query: { publication, limit, offset } }, signal })),
      ),
  });
