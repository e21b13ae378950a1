import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';

/** Everything owed that I may see: the page groups and searches it, so it needs the whole of it. */
export const allObligations = (school_class: string | undefined) =>
  queryOptions({
    queryKey: ['obligations', 'all', school_class],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(
          api.GET('/api/v1/obligations/', {
            params: { query: { ...(school_class ? { school_class } : {}), limit, offset } },
            signal,
          }),
        ),
      ).then((value) => ({ value, keptAt: undefined })),
    placeholderData: (previous) => previous,
  });

export const exemptionsQuery = queryOptions({
  queryKey: ['exemptions', 'list'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/exemptions/', { params: { query: { limit: 100 } }, signal })),
});
