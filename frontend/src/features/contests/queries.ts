import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';
import { offlineCopy } from '@/shared/offline/offlineCopy';

type Schemas = components['schemas'];
export type Item = Schemas['ContestItem'];
export type ItemBody = Schemas['NewContestItemRequest'];
export type Week = Schemas['ContestWeek'];
export type Board = Schemas['ContestBoard'];
export type BoardClass = Board['grades'][number]['classes'][number];
export type Check = Schemas['ContestCheck'];
export type CheckBody = Schemas['ContestCheckRequest'];

export const weekList = () =>
  queryOptions({
    queryKey: ['contest-weeks'],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/contest-weeks/', { params: { query: { limit, offset } }, signal })),
      ),
  });

export const boardOf = (id: string | undefined) =>
  queryOptions({
    queryKey: ['contest-weeks', id],
    queryFn: ({ signal }) =>
      data(api.GET('/api/v1/contest-weeks/{id}/', { params: { path: { id: id ?? '' } }, signal })),
    enabled: id !== undefined,
  });

export const checksOf = (week: string, school_class: string) =>
  queryOptions({
    queryKey: ['contest-checks', week, school_class],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/contest-checks/', { params: { query: { week, school_class, limit, offset } }, signal })),
      ),
  });

/** What was seen of a class lately, the newest first: enough to know what was checked on a day. */
export const latestChecksOf = (school_class: string) =>
  queryOptions({
    queryKey: ['contest-checks', 'latest', school_class],
    queryFn: ({ signal }) =>
      data(api.GET('/api/v1/contest-checks/', { params: { query: { school_class, limit: 100 } }, signal })),
    enabled: school_class !== '',
  });

const everyItem = (signal: AbortSignal) =>
  everyRow((limit, offset) =>
    data(api.GET('/api/v1/contest-items/', { params: { query: { limit, offset } }, signal })),
  );

export const itemList = () => queryOptions({ queryKey: ['contest-items'], queryFn: ({ signal }) => everyItem(signal) });

/** In a corridor there may be no network: what the check page chooses from lies on the device. */
const offline = { networkMode: 'always' as const, staleTime: 5 * 60_000 };

export const itemsToCheck = queryOptions({
  ...offline,
  queryKey: ['contest-items', 'copy'],
  queryFn: offlineCopy('contest-items', everyItem),
});

export const classesToCheck = queryOptions({
  ...offline,
  queryKey: ['school-classes', 'copy'],
  queryFn: offlineCopy('school-classes', (signal) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/school-classes/', { params: { query: { limit, offset } }, signal })),
    ),
  ),
});

export const addItem = (body: ItemBody, key: string) =>
  data(api.POST('/api/v1/contest-items/', { params: { header: { 'Idempotency-Key': key } }, body }));

export const changeItem = ({ id, body }: { id: string; body: Schemas['ContestItemChangeRequest'] }) =>
  data(api.POST('/api/v1/contest-items/{id}/change/', { params: { path: { id } }, body }));

export const voidCheck = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/contest-checks/{id}/void/', { params: { path: { id } }, body: { reason } }));

export const closeWeek = (id: string) =>
  data(api.POST('/api/v1/contest-weeks/{id}/close/', { params: { path: { id } } }));

export const reopenWeek = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/contest-weeks/{id}/reopen/', { params: { path: { id } }, body: { reason } }));

/** Whatever counts checks is counted anew. */
export const touched = ['contest-weeks', 'contest-checks', 'contest-items', 'figures'] as const;
