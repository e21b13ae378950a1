import i18n from 'i18next';
import { api } from '@/shared/api/client';
import { queryClient } from '@/shared/api/queryClient';
import type { OutboxItem } from '@/shared/offline/items';
import type { OutboxKind } from '@/shared/offline/kind';
import { verdictOf } from '@/shared/offline/verdict';
import { notify } from '@/shared/ui/notify';
import { dismiss } from '@/shared/ui/toasts';
import { type Batch, type BatchRequest, type Item, myBatches } from './kept';

/** Names in the app's outbox; they stay for ever. */
export const AWARD = 'point-batch';
export const UNDO = 'point-undo';

/** `names`: of the children in their order, so that the award can be read while it waits. */
export interface Award {
  request: BatchRequest;
  item: string;
  kind: Item['kind'];
  names: string[];
}

/** Either the school's batch, or an award of which nobody knows whether it arrived. */
export interface Undo {
  batch?: string;
  students?: string[];
  award?: Award;
}

/** The word "recorded" at the top, by the award's key: it goes when the school does not take the award. */
export const said = new Map<string, number>();

const sent = new Map<string, string>();
/** The school's batch that an award became, by the key that it was sent under. */
export const batchOf = (key: string) => sent.get(key);

/** Whatever adds points up is added up anew. */
const touched = ['point-class', 'point-entries', 'point-account', 'point-weeks', 'figures'];

/** Also the list of what I gave: a tile keeps its number while the list is fetched anew. */
function store(batch: Batch) {
  queryClient.setQueryData(myBatches.queryKey, (old) =>
    old ? { ...old, value: [batch, ...old.value.filter((one) => one.id !== batch.id)] } : old,
  );
  for (const key of touched) void queryClient.invalidateQueries({ queryKey: [key] });
}

/** What did not count is said once, with the names; nothing was refused. */
function tellCapped(award: Award, batch: Batch) {
  const capped = new Set(batch.entries.filter((one) => one.cap).map((one) => one.student.id));
  const names = award.names.filter((_, place) => capped.has(award.request.students[place] ?? ''));
  if (names.length > 0) notify(i18n.t('civility.capped', { names: names.join(i18n.t('civility.comma')) }));
}

const post = (key: string, body: BatchRequest, signal: AbortSignal) =>
  api.POST('/api/v1/point-batches/', { params: { header: { 'Idempotency-Key': key } }, body, signal });

const words = ({ item, names, request }: Award): [string, string][] => [
  [i18n.t('civility.what'), item],
  [i18n.t('civility.whom'), names.join(i18n.t('civility.comma'))],
  ...(request.note ? [[i18n.t('civility.note'), request.note] as [string, string]] : []),
];

export const awardKind: OutboxKind = {
  async send(item, signal) {
    const award = item.body as Award;
    const { data, response, error } = await post(item.id, award.request, signal);
    if (data) {
      sent.set(item.id, data.id);
      store(data);
      tellCapped(award, data);
    }
    const verdict = verdictOf(response, error);
    if (verdict.is === 'rejected') dismiss(said.get(item.id));
    return verdict;
  },
  edit: (item) => `/civility?again=${item.id}`,
  lane: (item) => item.id,
  words: (item) => words(item.body as Award),
};

/** An award that may have arrived is first asked for under its own key: the answer names the batch to undo. */
async function batchToUndo(item: OutboxItem, signal: AbortSignal) {
  const { batch, award } = item.body as Undo;
  if (batch || !award) return { id: batch };
  const { data, response, error } = await post(item.id, award.request, signal);
  return { id: data?.id, verdict: verdictOf(response, error) };
}

export const undoKind: OutboxKind = {
  async send(item, signal) {
    const { id, verdict } = await batchToUndo(item, signal);
    // The school refused the award itself: there is nothing to undo.
    if (!id) return verdict && verdict.is !== 'rejected' ? verdict : { is: 'accepted' };
    const { students } = item.body as Undo;
    const { data, response, error } = await api.POST('/api/v1/point-batches/{id}/undo/', {
      params: { path: { id } },
      body: students ? { students } : {},
      signal,
    });
    if (data) store(data);
    return verdictOf(response, error);
  },
  edit: () => '/civility',
  lane: (item) => (item.body as Undo).batch ?? item.id,
};
