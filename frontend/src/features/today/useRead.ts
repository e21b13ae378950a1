import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import { notifyProblem } from '@/shared/ui/notify';

/** Read is read: the card leaves Today, the digest stays on its page. */
export function useRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => data(api.POST('/api/v1/digests/{id}/read/', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['digests'] }),
    onError: notifyProblem,
  });
}
