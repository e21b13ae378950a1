import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, asRefusal } from '../api/client';
import { ApiError } from '../api/errors';
import type { components } from '../api/schema.gen';
import { device, keep, kept } from '../offline/kept';
import { canSeal } from '../offline/seal';
import { signOutAtServer } from './allauth';

export type Me = components['schemas']['Me'];
export type Permission = Me['permissions'][number];

async function copyOfMe(): Promise<Me | undefined> {
  const owner = await device.get('last-owner');
  return owner ? ((await kept('copies', owner, 'me'))?.value as Me | undefined) : undefined;
}

/** Who is here: the server's answer, null when there is no session, the sealed copy when the server is out of reach. */
async function loadMe(signal: AbortSignal): Promise<Me | null> {
  if (await device.get('sign-out-owed')) {
    await signOutAtServer(); // they signed out with no network; nobody gets in on the old cookie
    await device.unset('sign-out-owed');
  }
  try {
    const { data, error, response } = await api.GET('/api/v1/me/', { signal });
    if (response.status === 401 || response.status === 403) return null;
    if (!data) throw new ApiError(response.status, asRefusal(error));
    await device.set('last-owner', data.id);
    if (canSeal()) await keep('copies', data.id, 'me', data);
    return data;
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) throw error;
    const copy = await copyOfMe();
    if (copy) return copy;
    throw error;
  }
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => loadMe(signal),
  staleTime: 5 * 60_000,
  networkMode: 'always',
});

/** The outbox asks before every round. Null: nobody. Throws when there is no answer. */
export async function signedInAs(): Promise<string | null> {
  const { data, error, response } = await api.GET('/api/v1/me/', { signal: AbortSignal.timeout(15_000) });
  if (response.status === 401 || response.status === 403) return null;
  if (!data) throw new ApiError(response.status, asRefusal(error));
  return data.id;
}

/** The person signed in. Only for pages behind the guard, where there always is one. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (!data) throw new Error('useMe outside the guard');
  return data;
}

/** `can('VISIT_RECORD')`: what to offer. The server decides what is allowed. */
export function useCan() {
  const { permissions } = useMe();
  return (permission: Permission) => permissions.includes(permission);
}
