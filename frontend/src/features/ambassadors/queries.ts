import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

type Schemas = components['schemas'];
export type Round = Schemas['AmbassadorRound'];
export type NewRound = Schemas['AmbassadorRoundRequest'];
export type Nomination = Schemas['AmbassadorNomination'];
export type NewNomination = Schemas['AmbassadorNominationRequest'];
export type Ambassador = Schemas['CourtesyAmbassador'];
export type Vote = Schemas['ClassVoteRequest'];
export type Honour = Schemas['Honour'];

export const roundList = () =>
  queryOptions({
    queryKey: ['ambassador-rounds'],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/ambassador-rounds/', { params: { query: { limit, offset } }, signal })),
      ),
  });

export const roundOf = (id: string) =>
  queryOptions({
    queryKey: ['ambassador-rounds', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/ambassador-rounds/{id}/', { params: { path: { id } }, signal })),
  });

export const nominationsOf = (selection: string) =>
  queryOptions({
    queryKey: ['ambassador-nominations', selection],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/ambassador-nominations/', { params: { query: { selection, limit, offset } }, signal })),
      ),
  });

export const ambassadorsOf = (selection: string) =>
  queryOptions({
    queryKey: ['ambassadors', selection],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/ambassadors/', { params: { query: { selection, limit, offset } }, signal })),
      ),
  });

export const honourList = () =>
  queryOptions({
    queryKey: ['honours'],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) => data(api.GET('/api/v1/honours/', { params: { query: { limit, offset } }, signal }))),
  });

export const planRound = (body: NewRound, key: string) =>
  data(api.POST('/api/v1/ambassador-rounds/', { params: { header: { 'Idempotency-Key': key } }, body }));

export const publishRound = (id: string) =>
  data(api.POST('/api/v1/ambassador-rounds/{id}/publish/', { params: { path: { id } } }));

export const closeRound = (id: string) =>
  data(api.POST('/api/v1/ambassador-rounds/{id}/close/', { params: { path: { id } } }));

export const vote = ({ id, body }: { id: string; body: Vote }) =>
  data(api.POST('/api/v1/ambassador-rounds/{id}/vote/', { params: { path: { id } }, body }));

export const changeRound = ({ id, body }: { id: string; body: NewRound }) =>
  data(api.POST('/api/v1/ambassador-rounds/{id}/change/', { params: { path: { id } }, body }));

/** No key: it would outlive the nomination. The server knows a second one by the child. */
export const nominate = (body: NewNomination) => data(api.POST('/api/v1/ambassador-nominations/', { body }));

export const acceptNomination = (id: string) =>
  data(api.POST('/api/v1/ambassador-nominations/{id}/accept/', { params: { path: { id } } }));

export const removeNomination = (id: string) =>
  data(api.POST('/api/v1/ambassador-nominations/{id}/remove/', { params: { path: { id } } }));

export const setConsent = ({ id, consent }: { id: string; consent: 'given' | 'refused' }) =>
  data(api.POST('/api/v1/ambassadors/{id}/consent/', { params: { path: { id } }, body: { consent } }));

export const touched = ['ambassador-rounds', 'ambassador-nominations', 'ambassadors', 'honours', 'figures'] as const;
