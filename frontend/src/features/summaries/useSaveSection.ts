import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import { ApiError } from '@/shared/api/errors';
import { type Section, type Summary, summaryOf } from './queries';
import type { Draft } from './useDrafts';

/** When somebody saved the item meanwhile, what they wrote travels with the refusal. */
export const theirs = (error: unknown) =>
  error instanceof ApiError && error.status === 412 ? ((error.current ?? {}) as Partial<Section>) : undefined;

export function useSaveSection(summary: string, section: string, onSaved: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ draft, version }: { draft: Draft; version: number }) =>
      data(
        api.PATCH('/api/v1/summaries/{id}/sections/{section_id}/', {
          params: { path: { id: summary, section_id: section }, header: { 'If-Match': `"${version}"` } },
          body: { text: draft.text, not_applicable: draft.notApplicable },
        }),
      ),
    onSuccess: async (saved) => {
      client.setQueryData(
        summaryOf(summary).queryKey,
        (old: Summary | undefined) =>
          old && { ...old, sections: old.sections.map((one) => (one.id === saved.id ? saved : one)) },
      );
      onSaved();
      // The checks before submission depend on the text: ask for them anew.
      await client.invalidateQueries({ queryKey: summaryOf(summary).queryKey });
    },
  });
}
