import { queryOptions } from '@tanstack/react-query';
import { api, data } from './client';
import type { components } from './schema.gen';

/** Only the children whom one may know, with their numbers: two may have one name. */
export const studentsNamed = (q: string) =>
  queryOptions({
    queryKey: ['students', q],
    queryFn: ({ signal }) => data(api.GET('/api/v1/students/', { params: { query: { q, limit: 20 } }, signal })),
    enabled: q.trim().length > 0,
    placeholderData: (previous) => previous,
  });

type Child = Pick<components['schemas']['Student'], 'name' | 'student_number' | 'school_class'>;

export const childLabel = ({ name, school_class, student_number }: Child) =>
  [name, school_class?.name, student_number].filter(Boolean).join(' · ');
