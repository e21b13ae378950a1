import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './errors';

const answered = (error: unknown) => error instanceof ApiError && error.status < 500;

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error, query) {
      // The session ended elsewhere, or wants a second factor now: ask again who is here; the guard leads on.
      const asks = error instanceof ApiError && (error.status === 401 || error.code === 'second_factor_required');
      if (asks && query.queryKey[0] !== 'me') void queryClient.invalidateQueries({ queryKey: ['me'] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      retry: (failures, error) => !answered(error) && failures < 1,
      networkMode: 'offlineFirst',
      refetchOnWindowFocus: false,
    },
    mutations: { networkMode: 'always' },
  },
});
