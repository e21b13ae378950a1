import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import { portfoliosTouched } from '@/shared/api/portfolios';
import type { components } from '@/shared/api/schema.gen';

type Schemas = components['schemas'];
export type Award = Schemas['Award'];
export type NewAward = Schemas['NewAwardRequest'];
export type AwardChange = Schemas['PatchedAwardChangeRequest'];
export type Recipient = Award['recipient'];
export type Level = Award['level'];

export const recipients = ['teacher', 'student', 'class', 'school'] as const satisfies readonly Recipient[];
export const natures = ['title', 'contest', 'paper', 'project', 'guidance'] as const;
/** From the highest to the lowest. */
export const levels = ['national', 'provincial', 'municipal', 'district', 'school'] as const satisfies readonly Level[];
export const grades = ['special', 'first', 'second', 'third', 'excellence', 'none'] as const;

export interface AwardFilters {
  q?: string;
  state?: Award['state'];
  recipient?: Recipient;
  level?: Level;
  staff?: string;
  first?: string;
  last?: string;
  mine?: boolean;
  voided?: boolean;
}

const PAGE = 30;

export const awardList = (filters: AwardFilters) =>
  infiniteQueryOptions({
    queryKey: ['awards', 'list', filters],
    initialPageParam: 0,
    queryFn: ({ signal, pageParam }) =>
      data(api.GET('/api/v1/awards/', { params: { query: { ...filters, limit: PAGE, offset: pageParam } }, signal })),
    getNextPageParam: (last, pages) => (last.next ? pages.length * PAGE : undefined),
    placeholderData: (previous) => previous,
  });

export const awardQuery = (id: string) =>
  queryOptions({
    queryKey: ['awards', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/awards/{id}/', { params: { path: { id } }, signal })),
  });

/** What this award may be the next level of: the latest of the same recipient. */
export const awardsBelow = (filters: AwardFilters) =>
  queryOptions({
    queryKey: ['awards', 'below', filters],
    queryFn: ({ signal }) =>
      data(api.GET('/api/v1/awards/', { params: { query: { ...filters, limit: 200 } }, signal })).then(
        (page) => page.results,
      ),
    placeholderData: (previous) => previous,
  });

const at = (id: string) => ({ path: { id } });
const given = ({ id, version }: Pick<Award, 'id' | 'version'>) => ({
  ...at(id),
  header: { 'If-Match': `"${version}"` },
});

export const declare = (body: NewAward, key: string) =>
  data(api.POST('/api/v1/awards/', { params: { header: { 'Idempotency-Key': key } }, body }));

export const amend = (award: Award, body: AwardChange) =>
  data(api.PATCH('/api/v1/awards/{id}/', { params: given(award), body }));

export const verify = (award: Award) => data(api.POST('/api/v1/awards/{id}/verify/', { params: given(award) }));

const reasoned = {
  reject: '/api/v1/awards/{id}/reject/',
  send_back: '/api/v1/awards/{id}/send-back/',
  void: '/api/v1/awards/{id}/void/',
} as const;
export type Reasoned = keyof typeof reasoned;

export const decide = ({ id, act, reason }: { id: string; act: Reasoned; reason: string }) =>
  data(api.POST(reasoned[act], { params: at(id), body: { reason } }));

/** Its proofs are used from now on; figures may count it, and the portfolios of its winners tell of it. */
export const touched = ['awards', 'evidence', 'figures', ...portfoliosTouched] as const;
