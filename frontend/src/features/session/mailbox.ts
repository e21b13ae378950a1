import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type Mailbox = components['schemas']['Mailbox'];

export const myMailbox = queryOptions({
  queryKey: ['mailbox'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/mailbox/', { signal })),
});
