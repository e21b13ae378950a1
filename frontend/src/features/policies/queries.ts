import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type Policy = components['schemas']['VisitPolicy'];
export type Rule = components['schemas']['VisitPolicyRuleRequest'];
export type PublishedRule = components['schemas']['VisitPolicyRule'];
export type General = components['schemas']['GeneralRuleRequest'];
export type Simulation = components['schemas']['PolicySimulation'];
export type Pair = components['schemas']['PairOut'];
export type PolicyBody = components['schemas']['VisitPolicyRequest'];

export const channels = ['on_site', 'at_school', 'phone', 'video', 'letter'] as const;
/** The posts that can answer for a visit; the others lead, they do not go. */
export const responsiblePosts = [
  'homeroom_teacher',
  'deputy_homeroom',
  'subject_teacher',
  'grade_leader',
  'moral_director',
  'school_doctor',
] as const satisfies readonly Rule['responsible_post'][];

export const policyList = () =>
  queryOptions({
    queryKey: ['visit-policies'],
    queryFn: ({ signal }) => data(api.GET('/api/v1/visit-policies/', { signal })),
  });

export const saveDraft = ({ id, body }: { id: string | undefined; body: PolicyBody }) =>
  id
    ? data(api.PATCH('/api/v1/visit-policies/{id}/', { params: { path: { id } }, body }))
    : data(api.POST('/api/v1/visit-policies/', { body }));

export const publish = (id: string) =>
  data(api.POST('/api/v1/visit-policies/{id}/publish/', { params: { path: { id } } }));

/** What a draft would ask: computed anew each time it is opened. */
export const simulationOf = (id: string) =>
  queryOptions({
    queryKey: ['visit-policies', 'simulation', id],
    queryFn: ({ signal }) =>
      data(api.GET('/api/v1/visit-policies/{id}/simulation/', { params: { path: { id } }, signal })),
    gcTime: 0,
  });
