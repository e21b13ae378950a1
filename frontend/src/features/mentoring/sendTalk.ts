import i18n from 'i18next';
import { api } from '@/shared/api/client';
import { queryClient } from '@/shared/api/queryClient';
import type { OutboxItem } from '@/shared/offline/items';
import type { OutboxKind } from '@/shared/offline/kind';
import { verdictOf } from '@/shared/offline/verdict';
import type { TalkBody } from './queries';
import { touched } from './touched';

const bodyOf = (item: OutboxItem) => item.body as TalkBody;

/** A talk of a pair. It lies here sealed for its author; its id is the key that makes a second arrival harmless. */
export const mentorTalkKind: OutboxKind = {
  async send(item, signal) {
    const { response, error } = await api.POST('/api/v1/mentor-talks/', {
      params: { header: { 'Idempotency-Key': item.id } },
      body: bodyOf(item),
      signal,
    });
    if (response.ok) for (const key of touched) void queryClient.invalidateQueries({ queryKey: [key] });
    return verdictOf(response, error);
  },
  edit: (item) => `/pairs/talk?again=${item.id}`,
  subject: (item) => bodyOf(item).pair,
  lane: (item) => item.id,
  words(item) {
    const { minutes, topic, content } = bodyOf(item);
    return [
      [i18n.t('talk.minutes'), String(minutes)],
      [i18n.t('talk.topic'), topic],
      ...(content ? ([[i18n.t('talk.content'), content]] as [string, string][]) : []),
    ];
  },
};
