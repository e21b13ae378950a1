import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type Account = components['schemas']['Account'];
export type HandedLink = components['schemas']['HandedLink'];
export type Uninvited = components['schemas']['Uninvited'];

/** All of them at once: a school has some dozens, and looking for one must not wait for pages. */
export const accountList = () =>
  queryOptions({
    queryKey: ['accounts'],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) => data(api.GET('/api/v1/accounts/', { params: { query: { limit, offset } }, signal }))),
  });

/** Members of staff who have no account yet. */
export const uninvitedStaff = () =>
  queryOptions({
    queryKey: ['accounts', 'uninvited'],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/accounts/uninvited/', { params: { query: { limit, offset } }, signal })),
      ),
  });

export const invite = (body: components['schemas']['InviteInRequest']) => data(api.POST('/api/v1/accounts/', { body }));

const of = (id: string) => ({ params: { path: { id } } });

export const handOutLink = (id: string) => data(api.POST('/api/v1/accounts/{id}/link/', of(id)));

/** What an administrator does to an account, by the verb that the row's abilities name. */
export const acts = {
  withdraw_link: (id: string) => data(api.POST('/api/v1/accounts/{id}/withdraw-link/', of(id))),
  end_sessions: (id: string) => data(api.POST('/api/v1/accounts/{id}/end-sessions/', of(id))),
  take_off_second_factor: (id: string) => data(api.POST('/api/v1/accounts/{id}/take-off-second-factor/', of(id))),
  deactivate: (id: string) => data(api.POST('/api/v1/accounts/{id}/deactivate/', of(id))),
  activate: (id: string) => data(api.POST('/api/v1/accounts/{id}/activate/', of(id))),
};
export type Act = keyof typeof acts;
