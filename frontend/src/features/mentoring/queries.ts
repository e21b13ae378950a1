import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';
import { offlineCopy } from '@/shared/offline/offlineCopy';
import { withStepUp } from '@/shared/session/stepUp';

type Schemas = components['schemas'];
export type Pair = Schemas['MentorPair'];
export type PairFile = Schemas['MentorPairPage'];
export type Agreement = Schemas['AgreementVersion'];
export type Duty = Schemas['AgreementDutyRequest'];
export type NewPair = Schemas['NewMentorPairRequest'];
export type Talk = Schemas['MentorTalk'];
export type TalkBody = Schemas['NewMentorTalkRequest'];
export type Step = Schemas['ActionStep'];
export type GrowthLine = Schemas['GrowthLine'];
export type Term = Schemas['Term'];

/** In a staff room there may be no network: whom I am paired with, and how the month stands, lies on the device. */
const offline = { networkMode: 'always' as const, staleTime: 60_000 };

export const myPairs = queryOptions({
  ...offline,
  queryKey: ['mentor-pairs', 'mine'],
  queryFn: offlineCopy('mentor-pairs/mine', (signal) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/mentor-pairs/', { params: { query: { mine: true, limit, offset } }, signal })),
    ),
  ),
});

export const myMonths = queryOptions({
  ...offline,
  queryKey: ['mentor-months', 'mine'],
  queryFn: offlineCopy('mentor-months/mine', (signal) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/mentor-months/', { params: { query: { mine: true, limit, offset } }, signal })),
    ),
  ),
});

export const allPairs = queryOptions({
  queryKey: ['mentor-pairs', 'all'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/mentor-pairs/', { params: { query: { limit, offset } }, signal })),
    ),
});

export const termList = queryOptions({
  queryKey: ['terms'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/terms/', { signal })),
});

export const pairFile = (id: string) =>
  queryOptions({
    queryKey: ['mentor-pairs', 'one', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/mentor-pairs/{id}/', { params: { path: { id } }, signal })),
    enabled: id !== '',
  });

export const monthsOf = (pair: string) =>
  queryOptions({
    queryKey: ['mentor-months', 'pair', pair],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/mentor-months/', { params: { query: { pair, limit, offset } }, signal })),
      ),
  });

export const talksOf = (pair: string) =>
  queryOptions({
    queryKey: ['mentor-talks', pair],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/mentor-talks/', { params: { query: { pair, limit, offset } }, signal })),
      ),
  });

export const stepsOf = (pair: string) =>
  queryOptions({
    queryKey: ['mentor-steps', pair],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/mentor-steps/', { params: { query: { pair, limit, offset } }, signal })),
      ),
  });

export const growthOf = (id: string) =>
  queryOptions({
    queryKey: ['mentor-pairs', 'growth', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/mentor-pairs/{id}/growth/', { params: { path: { id } }, signal })),
  });

export const timelineOf = (id: string) =>
  queryOptions({
    queryKey: ['mentor-pairs', 'timeline', id],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(
          api.GET('/api/v1/mentor-pairs/{id}/timeline/', {
            params: { path: { id }, query: { limit, offset } },
            signal,
          }),
        ),
      ),
  });

// ---- words, one record at a time; nothing of them is kept ----

export const readTalk = (id: string) => data(api.POST('/api/v1/mentor-talks/{id}/read/', { params: { path: { id } } }));

/** Outside of the pair: for a purpose, after a recent sign-in, and told to both. */
export const revealTalk = ({ id, purpose }: { id: string; purpose: string }) =>
  withStepUp(() =>
    data(api.POST('/api/v1/mentor-talks/{id}/reveal/', { params: { path: { id } }, body: { purpose } })),
  );

export const readStep = (id: string) => data(api.POST('/api/v1/mentor-steps/{id}/read/', { params: { path: { id } } }));

// ---- talks and steps ----

export const releaseTalk = ({ id, is_released }: { id: string; is_released: boolean }) =>
  data(api.POST('/api/v1/mentor-talks/{id}/release/', { params: { path: { id } }, body: { is_released } }));

export const voidTalk = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/mentor-talks/{id}/void/', { params: { path: { id } }, body: { reason } }));

export const addStep = (body: Schemas['NewActionStepRequest'], key: string) =>
  data(api.POST('/api/v1/mentor-steps/', { params: { header: { 'Idempotency-Key': key } }, body }));

export const moveStep = ({ id, check_on }: { id: string; check_on: string }) =>
  data(api.POST('/api/v1/mentor-steps/{id}/move/', { params: { path: { id } }, body: { check_on } }));

export const closeStep = ({ id, body }: { id: string; body: Schemas['ActionStepCloseRequest'] }) =>
  data(api.POST('/api/v1/mentor-steps/{id}/close/', { params: { path: { id } }, body }));

// ---- the pair itself ----

export const addPair = (body: NewPair, key: string) =>
  data(api.POST('/api/v1/mentor-pairs/', { params: { header: { 'Idempotency-Key': key } }, body }));

export const changeMentor = (id: string, body: Schemas['MentorChangeRequest'], key: string) =>
  data(
    api.POST('/api/v1/mentor-pairs/{id}/change-mentor/', {
      params: { path: { id }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

export const proposeAgreement = (id: string, body: Schemas['NewAgreementRequest']) =>
  data(api.POST('/api/v1/mentor-pairs/{id}/agreements/', { params: { path: { id } }, body }));

/** To the version that was read, and to no later one. */
export const agree = ({ id, by, version }: { id: string; by: 'accept' | 'sign'; version: number }) =>
  data(
    by === 'accept'
      ? api.POST('/api/v1/mentor-pairs/{id}/accept/', { params: { path: { id } }, body: { version } })
      : api.POST('/api/v1/mentor-pairs/{id}/sign/', { params: { path: { id } }, body: { version } }),
  );

export const evaluatePair = (id: string, body: Schemas['PairEvaluateRequest']) =>
  data(api.POST('/api/v1/mentor-pairs/{id}/evaluations/', { params: { path: { id } }, body }));

export const decideExit = (id: string, body: Schemas['PairExitDecisionRequest']) =>
  data(api.POST('/api/v1/mentor-pairs/{id}/decide-exit/', { params: { path: { id } }, body }));

export const suspendPair = (id: string, body: Schemas['PairSuspendRequest']) =>
  data(api.POST('/api/v1/mentor-pairs/{id}/suspend/', { params: { path: { id } }, body }));

export const resumePair = (id: string, body: Schemas['PairResumeRequest']) =>
  data(api.POST('/api/v1/mentor-pairs/{id}/resume/', { params: { path: { id } }, body }));

export const requestExit = (id: string, body: Schemas['PairExitRequestRequest']) =>
  data(api.POST('/api/v1/mentor-pairs/{id}/exits/', { params: { path: { id } }, body }));

export const withdrawExit = (id: string) =>
  data(api.POST('/api/v1/mentor-pairs/{id}/withdraw-exit/', { params: { path: { id } } }));

export const withdrawPair = (id: string, body: Schemas['PairWithdrawRequest']) =>
  data(api.POST('/api/v1/mentor-pairs/{id}/withdraw/', { params: { path: { id } }, body }));

export const completePair = (id: string, body: Schemas['PairCompleteRequest']) =>
  data(api.POST('/api/v1/mentor-pairs/{id}/complete/', { params: { path: { id } }, body }));

export const excuseMonth = (id: string, body: Schemas['MonthExcusedRequest']) =>
  data(api.POST('/api/v1/mentor-pairs/{id}/excuses/', { params: { path: { id } }, body }));

export const withdrawExcuse = ({ id, month }: { id: string; month: string }) =>
  data(api.POST('/api/v1/mentor-pairs/{id}/withdraw-excuse/', { params: { path: { id } }, body: { month } }));

export const seeNotices = (id: string) =>
  data(api.POST('/api/v1/mentor-pairs/{id}/see-notices/', { params: { path: { id } } }));
