import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import { summaryOf } from './queries';

export type Act = 'recompile' | 'submit' | 'approve' | 'publish' | 'request_changes' | 'withdraw';
type Step =
  | { act: 'submit' | 'approve' | 'publish' }
  | { act: 'recompile'; term: string }
  | { act: 'request_changes'; comment: string; sections: string[] }
  | { act: 'withdraw'; reason: string };

/** One step of the paper's way. The server answers with the paper as it then stands. */
export function useAct(id: string, onDone: (act: Act) => void) {
  const client = useQueryClient();
  const params = { path: { id } };
  return useMutation({
    mutationFn: async (step: Step): Promise<unknown> => {
      switch (step.act) {
        case 'recompile':
          return data(api.POST('/api/v1/summaries/', { body: { term: step.term } }));
        case 'submit':
          return data(api.POST('/api/v1/summaries/{id}/submit/', { params, body: { comment: '' } }));
        case 'approve':
          return data(api.POST('/api/v1/summaries/{id}/approve/', { params, body: { comment: '' } }));
        case 'publish':
          return data(api.POST('/api/v1/summaries/{id}/publish/', { params }));
        case 'request_changes': {
          const { comment, sections } = step;
          return data(api.POST('/api/v1/summaries/{id}/request-changes/', { params, body: { comment, sections } }));
        }
        case 'withdraw':
          return data(api.POST('/api/v1/summaries/{id}/withdraw/', { params, body: { reason: step.reason } }));
      }
    },
    onSuccess: async (_answer, step) => {
      onDone(step.act);
      await Promise.all([
        client.invalidateQueries({ queryKey: summaryOf(id).queryKey }),
        client.invalidateQueries({ queryKey: ['summaries'] }),
        client.invalidateQueries({ queryKey: ['publications'] }),
      ]);
    },
  });
}
