import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './errors';

const answered = (error: unknown) => error instanceof ApiError && error.status < 500;

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error, query) {
      // The session ended elsewhere: ask again who is here, and the guard leads to the sign-in page.
      if (error instanceof ApiError && error.status === 401 && query.queryKey[0] !== 'me')
        void queryClient.invalidateQueries({ queryKey: ['me'] });
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
