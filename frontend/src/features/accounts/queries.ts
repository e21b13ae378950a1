import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';

const allAccounts = (signal: AbortSignal) =>
  everyRow((limit, offset) => data(api.GET('/api/v1/accounts/', { params: { query: { limit, offset } }, signal })));

export type Account = Awaited<ReturnType<typeof allAccounts>>[number];

/** All of them at once: a school has some dozens, and looking for one must not wait for pages. */
export const accountList = () =>
  queryOptions({
    queryKey: ['accounts'],
    queryFn: ({ signal }) => allAccounts(signal),
  });

export const setActive = ({ id, active }: { id: string; active: boolean }) => {
  const params = { path: { id } };
  return active
    ? data(api.POST('/api/v1/accounts/{id}/activate/', { params }))
    : data(api.POST('/api/v1/accounts/{id}/deactivate/', { params }));
};
