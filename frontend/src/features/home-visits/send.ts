import i18n from 'i18next';
import { api } from '@/shared/api/client';
import { queryClient } from '@/shared/api/queryClient';
import type { OutboxItem } from '@/shared/offline/items';
import type { OutboxKind } from '@/shared/offline/kind';
import { verdictOf } from '@/shared/offline/verdict';
import { differences, type VisitChange } from './change';
import type { HomeVisitRequest } from './schema';

/** Whatever counts visits is counted anew. */
const touched = ['home-visits', 'obligations', 'general-visits', 'follow-ups', 'figures'];

function refresh(response: Response) {
  if (response.ok) for (const key of touched) void queryClient.invalidateQueries({ queryKey: [key] });
}

const studentOf = (item: OutboxItem) => (item.body as HomeVisitRequest).student;

/** A new visit. The item's id is the key that makes a second arrival harmless. */
export const newVisitKind: OutboxKind = {
  async send(item, signal) {
    const { response, error } = await api.POST('/api/v1/home-visits/', {
      params: { header: { 'Idempotency-Key': item.id } },
      body: item.body as HomeVisitRequest,
      signal,
    });
    refresh(response);
    return verdictOf(response, error);
  },
  edit: (item) => `/visits/new?again=${item.id}`,
  subject: studentOf,
};

/** A change to a stored visit: it says which version it was made from, and 412 brings the newer one. */
export const visitChangeKind: OutboxKind = {
  async send(item, signal) {
    const { id, version, changes } = item.body as VisitChange;
    const { response, error } = await api.PATCH('/api/v1/home-visits/{id}/', {
      params: { path: { id }, header: { 'If-Match': `"${version}"` } },
      body: changes,
      signal,
    });
    refresh(response);
    return verdictOf(response, error);
  },
  edit: (item) => `/visits/${(item.body as VisitChange).id}/edit?again=${item.id}`,
  subject: (item) => (item.body as VisitChange).id,
  compare: (item) => differences(item.body as VisitChange, item.problem?.current, i18n.t),
  merge(item, mine) {
    const { id, changes, shown } = item.body as VisitChange;
    const current = item.problem?.current as { version: number } | undefined;
    const kept = Object.fromEntries(Object.entries(changes).filter(([field]) => mine.has(field)));
    if (!current || Object.keys(kept).length === 0) return undefined;
    return { id, version: current.version, changes: kept, shown } satisfies VisitChange;
  },
};
