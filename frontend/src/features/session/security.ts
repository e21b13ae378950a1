import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type OwnSession = components['schemas']['OwnSession'];

export const ownFactor = queryOptions({
  queryKey: ['me', 'second-factor'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/me/second-factor/', { signal })),
});

export const ownSessions = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/me/sessions/', { signal })),
});

/** A password is sent only when one was asked for. */
const proof = (password: string) => ({ body: password ? { password } : {} });

export const prepare = (password: string) => data(api.POST('/api/v1/me/second-factor/prepare/', proof(password)));
export const confirm = (code: string) => data(api.POST('/api/v1/me/second-factor/confirm/', { body: { code } }));
export const renewCodes = (password: string) =>
  data(api.POST('/api/v1/me/second-factor/recovery-codes/', proof(password)));
export const takeOff = (password: string) => data(api.POST('/api/v1/me/second-factor/take-off/', proof(password)));
export const changePassword = (body: { present: string; new: string }) =>
  data(api.POST('/api/v1/me/password/', { body }));
export const endSession = (id: string) => data(api.POST('/api/v1/me/sessions/{id}/end/', { params: { path: { id } } }));
export const endOthers = () => data(api.POST('/api/v1/me/sessions/end-others/'));
