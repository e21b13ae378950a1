import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type Circumstance = components['schemas']['Circumstance'];
export type NewCircumstance = components['schemas']['CircumstanceRequest'];

const PAGE = 50;

export const circumstances = (category: string | undefined, on: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['circumstances', category, on],
    queryFn: ({ signal, pageParam }) =>
      data(
        api.GET('/api/v1/circumstances/', {
          params: { query: { ...(category && { category }), ...(on && { on }), limit: PAGE, offset: pageParam } },
          signal,
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: (last, pages) =>
      last.next ? pages.reduce((seen, page) => seen + page.results.length, 0) : undefined,
  });

export const register = (body: NewCircumstance) => data(api.POST('/api/v1/circumstances/', { body }));

export const endOne = ({ id, ends_on, reason }: { id: string; ends_on: string; reason: string }) =>
  data(api.POST('/api/v1/circumstances/{id}/end/', { params: { path: { id } }, body: { ends_on, reason } }));

/** Opening a sealed note is an act of its own: the purpose is written down before the words are shown. */
export const revealNote = ({ id, purpose }: { id: string; purpose: string }) =>
  data(api.POST('/api/v1/circumstances/{id}/reveal/', { params: { path: { id } }, body: { purpose } }));
