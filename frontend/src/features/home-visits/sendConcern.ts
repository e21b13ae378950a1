import i18n from 'i18next';
import { api } from '@/shared/api/client';
import { queryClient } from '@/shared/api/queryClient';
import type { OutboxKind } from '@/shared/offline/kind';
import { verdictOf } from '@/shared/offline/verdict';
import type { ConcernRequest } from './concern';

/** A concern travels apart from its visit, sealed for itself, and after it: the school finds the visit by its key. */
export const concernKind: OutboxKind = {
  async send(item, signal) {
    const { response, error } = await api.POST('/api/v1/concerns/', {
      params: { header: { 'Idempotency-Key': item.id } },
      body: item.body as ConcernRequest,
      signal,
    });
    if (response.ok)
      for (const key of ['concerns', 'home-visits']) void queryClient.invalidateQueries({ queryKey: [key] });
    return verdictOf(response, error);
  },
  edit: (item) => `/concerns/new?again=${item.id}`,
  lane: (item) => (item.body as ConcernRequest).visit_key ?? item.id,
  words(item) {
    const { account, step_taken, told } = item.body as ConcernRequest;
    const written = { account, stepTaken: step_taken, told };
    return Object.entries(written).flatMap(([field, text]): [string, string][] =>
      text ? [[i18n.t(`concerns.${field as 'told'}`), text]] : [],
    );
  },
};
