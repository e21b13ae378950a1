import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, data, everyRow } from './client';
import { portfoliosTouched } from './portfolios';
import type { components } from './schema.gen';

export type Companion = components['schemas']['VisitCompanion'];

/** Whether I came along: what colleagues say and I have not answered yet. */
export const companionsAsked = queryOptions({
  queryKey: ['visit-companions', 'asked'],
  queryFn: ({ signal }) =>
    data(
      api.GET('/api/v1/visit-companions/', {
        params: { query: { mine: true, answer: 'waiting', limit: 50 } },
        signal,
      }),
    ),
});

export const companionsQuery = (which: 'mine' | 'attention') =>
  queryOptions({
    queryKey: ['visit-companions', which],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(
          api.GET('/api/v1/visit-companions/', {
            params: { query: { ...(which === 'mine' ? { mine: true } : { attention: true }), limit, offset } },
            signal,
          }),
        ),
      ),
  });

/** My own word: I came along, or with a reason that I did not. */
export function useAnswer(onDone: (row: Companion) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason?: string }) => {
      const params = { path: { id } };
      return data(
        reason === undefined
          ? api.POST('/api/v1/visit-companions/{id}/confirm/', { params })
          : api.POST('/api/v1/visit-companions/{id}/deny/', { params, body: { reason } }),
      );
    },
    onSuccess: onDone,
    onSettled: () => {
      for (const key of ['visit-companions', 'home-visits', 'figures', ...portfoliosTouched])
        void client.invalidateQueries({ queryKey: [key] });
    },
  });
}
