import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

type Schemas = components['schemas'];
export type Kind = Schemas['SelectionKind'];
export type NewKind = Schemas['NewSelectionKindRequest'];
export type Whom = Kind['whom'];
export type Selection = Schemas['Selection'];
export type NewSelection = Schemas['NewSelectionRequest'];
export type Nomination = Schemas['Nomination'];
export type NewNomination = Schemas['NewNominationRequest'];
export type Recognition = Schemas['Recognition'];

export const whoms = ['staff', 'parent', 'pupil', 'deed'] as const satisfies readonly Whom[];

export const kindList = queryOptions({
  queryKey: ['selection-kinds'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/selection-kinds/', { params: { query: { limit, offset } }, signal })),
    ),
});

const PAGE = 30;

export const selectionList = (filters: { open: boolean; kind?: string }) =>
  infiniteQueryOptions({
    queryKey: ['selections', 'list', filters],
    initialPageParam: 0,
    queryFn: ({ signal, pageParam }) =>
      data(
        api.GET('/api/v1/selections/', { params: { query: { ...filters, limit: PAGE, offset: pageParam } }, signal }),
      ),
    getNextPageParam: (last, pages) => (last.next ? pages.length * PAGE : undefined),
    placeholderData: (previous) => previous,
  });

export const selectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['selections', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/selections/{id}/', { params: { path: { id } }, signal })),
  });

export const nominationsOf = (selection: string) =>
  queryOptions({
    queryKey: ['nominations', selection],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/nominations/', { params: { query: { selection, limit, offset } }, signal })),
      ),
  });

export const recognitionList = infiniteQueryOptions({
  queryKey: ['recognitions'],
  initialPageParam: 0,
  queryFn: ({ signal, pageParam }) =>
    data(api.GET('/api/v1/recognitions/', { params: { query: { limit: 100, offset: pageParam } }, signal })),
  getNextPageParam: (last, pages) => (last.next ? pages.length * 100 : undefined),
});

const at = (id: string) => ({ path: { id } });
const keyed = (key: string) => ({ header: { 'Idempotency-Key': key } });
const given = ({ id, version }: { id: string; version: number }) => ({
  ...at(id),
  header: { 'If-Match': `"${version}"` },
});

export const addKind = (body: NewKind, key: string) =>
  data(api.POST('/api/v1/selection-kinds/', { params: keyed(key), body }));

export const changeKind = ({ id, ...body }: { id: string } & Schemas['SelectionKindChangeRequest']) =>
  data(api.POST('/api/v1/selection-kinds/{id}/change/', { params: at(id), body }));

export const announce = (body: NewSelection, key: string) =>
  data(api.POST('/api/v1/selections/', { params: keyed(key), body }));

export const amendSelection = (of: Selection, body: Schemas['PatchedSelectionChangeRequest']) =>
  data(api.PATCH('/api/v1/selections/{id}/', { params: given(of), body }));

export const decide = ({ id, ...body }: { id: string } & Schemas['SelectionDecisionRequest']) =>
  data(api.POST('/api/v1/selections/{id}/close/', { params: at(id), body }));

export const voidSelection = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/selections/{id}/void/', { params: at(id), body: { reason } }));

export const nominate = (body: NewNomination, key: string) =>
  data(api.POST('/api/v1/nominations/', { params: keyed(key), body }));

export const amendNomination = (of: Nomination, body: Schemas['PatchedNominationChangeRequest']) =>
  data(api.PATCH('/api/v1/nominations/{id}/', { params: given(of), body }));

export const mendWords = (of: Nomination, body: Schemas['NominationChangeRequest']) =>
  data(api.POST('/api/v1/nominations/{id}/mend/', { params: given(of), body }));

export const confirmNomination = (of: Nomination) =>
  data(api.POST('/api/v1/nominations/{id}/confirm/', { params: given(of) }));

export const voidNomination = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/nominations/{id}/void/', { params: at(id), body: { reason } }));

export const setConsent = ({ id, consent }: { id: string; consent: 'given' | 'refused' }) =>
  data(api.POST('/api/v1/nominations/{id}/consent/', { params: at(id), body: { consent } }));

export const publish = (id: string) => data(api.POST('/api/v1/nominations/{id}/publish/', { params: at(id) }));

export const touched = ['selections', 'nominations', 'recognitions', 'figures'] as const;
