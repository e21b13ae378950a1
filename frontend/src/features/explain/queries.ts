import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type Explained = components['schemas']['ObligationExplained'];

/** One obligation as of a day, from what was recorded by a moment. */
export const explained = (id: string, as_of: string | undefined, known_at: string | undefined) =>
  queryOptions({
    queryKey: ['obligations', 'explained', id, as_of, known_at],
    queryFn: ({ signal }) =>
      data(
        api.GET('/api/v1/obligations/{id}/', {
          params: { path: { id }, query: { ...(as_of && { as_of }), ...(known_at && { known_at }) } },
          signal,
        }),
      ),
    placeholderData: (previous) => previous,
  });
