import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';

export const followUpsQuery = (mine: boolean, open: boolean) =>
  queryOptions({
    queryKey: ['follow-ups', 'page', mine, open],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(
          api.GET('/api/v1/follow-ups/', {
            params: { query: { ...(mine ? { mine } : {}), open, limit, offset } },
            signal,
          }),
        ),
      ),
    placeholderData: (previous) => previous,
  });
