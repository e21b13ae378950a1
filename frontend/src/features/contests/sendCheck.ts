import i18n from 'i18next';
import { api } from '@/shared/api/client';
import { queryClient } from '@/shared/api/queryClient';
import type { OutboxKind } from '@/shared/offline/kind';
import { verdictOf } from '@/shared/offline/verdict';
import { type CheckBody, classesToCheck, itemsToCheck, touched } from './queries';

export const KIND = 'contest-check';

/** As far as this device has read them; an id says more than nothing. */
const names = {
  of: (id: string) => queryClient.getQueryData(classesToCheck.queryKey)?.value.find((one) => one.id === id)?.name ?? id,
  item: (id: string) => queryClient.getQueryData(itemsToCheck.queryKey)?.value.find((one) => one.id === id)?.name ?? id,
};

/** A look at a class. The item's id is the key that makes a second arrival harmless. */
export const contestCheckKind: OutboxKind = {
  async send(item, signal) {
    const { response, error } = await api.POST('/api/v1/contest-checks/', {
      params: { header: { 'Idempotency-Key': item.id } },
      body: item.body as CheckBody,
      signal,
    });
    if (response.ok) for (const key of touched) void queryClient.invalidateQueries({ queryKey: [key] });
    return verdictOf(response, error);
  },
  edit: (item) => `/contests/check?again=${item.id}`,
  lane: (item) => item.id,
  words(item) {
    const { school_class, item: of, faults, note } = item.body as CheckBody;
    return [
      [i18n.t('contestCheck.class'), names.of(school_class)],
      [i18n.t('contestCheck.item'), names.item(of)],
      [i18n.t('contestCheck.faults'), String(faults)],
      ...(note ? ([[i18n.t('contestCheck.note'), note]] as [string, string][]) : []),
    ];
  },
};
