import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';
import { uuid } from '@/shared/offline/uuid';

export type Proposal = components['schemas']['CareProposal'];
export type NewProposal = components['schemas']['CareProposalRequest'];
export type Entry = components['schemas']['Circumstance'];

export const proposalsQuery = (state: 'open' | 'closed') =>
  queryOptions({
    queryKey: ['care-proposals', state],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/care-proposals/', { params: { query: { state, limit, offset } }, signal })),
      ),
  });

/** Last year's register, as it holds today. */
export const registerQuery = (on: string) =>
  queryOptions({
    queryKey: ['circumstances', 'register', on],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/circumstances/', { params: { query: { on, limit, offset } }, signal })),
      ),
  });

/** Each press is one gesture with its own key. */
export const propose = (body: NewProposal) =>
  data(api.POST('/api/v1/care-proposals/', { params: { header: { 'Idempotency-Key': uuid() } }, body }));

export const revealNote = ({ id, purpose }: { id: string; purpose: string }) =>
  data(api.POST('/api/v1/care-proposals/{id}/reveal/', { params: { path: { id } }, body: { purpose } }));

export type Step =
  | { id: string; verb: 'check' | 'confirm' | 'withdraw' }
  | { id: string; verb: 'send_back'; reason: string };

export function takeStep(step: Step) {
  const params = { path: { id: step.id } };
  if (step.verb === 'send_back')
    return data(api.POST('/api/v1/care-proposals/{id}/send-back/', { params, body: { reason: step.reason } }));
  if (step.verb === 'check') return data(api.POST('/api/v1/care-proposals/{id}/check/', { params }));
  if (step.verb === 'confirm') return data(api.POST('/api/v1/care-proposals/{id}/confirm/', { params }));
  return data(api.POST('/api/v1/care-proposals/{id}/withdraw/', { params }));
}

/** Whatever follows from the register is read anew. */
export function useRefresh() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ['care-proposals', 'circumstances', 'obligations', 'figures', 'child-file'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    );
}

export function useStep(onDone?: () => void) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: takeStep,
    onSuccess: () => onDone?.(),
    onSettled: refresh,
  });
}
