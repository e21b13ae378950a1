import i18n from 'i18next';
import { api, data } from '@/shared/api/client';
import { careCategories, colleagues } from '@/shared/api/lists';
import { portfoliosTouched } from '@/shared/api/portfolios';
import { queryClient } from '@/shared/api/queryClient';
import type { OutboxItem } from '@/shared/offline/items';
import type { OutboxKind } from '@/shared/offline/kind';
import type { ItemProblem } from '@/shared/offline/verdict';
import { verdictOf } from '@/shared/offline/verdict';
import { differences, labels, merged, rebased, shownOf, type VisitChange } from './change';
import type { HomeVisitRequest } from './schema';

/** Whatever counts visits is counted anew. */
const touched = [
  'home-visits',
  'obligations',
  'general-visits',
  'follow-ups',
  'exemptions',
  'visit-companions',
  'rounds',
  'figures',
  ...portfoliosTouched,
];

function refresh(response: Response) {
  if (response.ok) for (const key of touched) void queryClient.invalidateQueries({ queryKey: [key] });
}

/** As far as this device has read them; a code or an id says more than nothing. */
const names = {
  staff: (id: string) => queryClient.getQueryData(colleagues.queryKey)?.value.find((s) => s.id === id)?.name ?? id,
  purpose: (code: string) =>
    queryClient.getQueryData(careCategories.queryKey)?.value.find((c) => c.code === code)?.purpose ?? code,
};

const spelled = (shown: VisitChange['shown']) =>
  Object.entries(shown).flatMap(([field, text]): [string, string][] =>
    text ? [[i18n.t(labels[field as keyof typeof labels]), text]] : [],
  );

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
  lane: (item) => item.id,
  words(item) {
    const { student: _, integrity: __, ...written } = item.body as HomeVisitRequest;
    return spelled(shownOf(written, names, i18n.t));
  },
};

/**
 * A change to a stored visit: it says which version it was made from, and 412 brings the newer one. The key stays the
 * same on every version it is brought to: it is one gesture.
 */
export const visitChangeKind: OutboxKind = {
  async send(item, signal) {
    const { id, version, changes, set_aside } = item.body as VisitChange;
    const { response, error } = await api.PATCH('/api/v1/home-visits/{id}/', {
      params: { path: { id }, header: { 'If-Match': `"${version}"`, 'Idempotency-Key': item.id } },
      body: set_aside ? { ...changes, set_aside } : changes,
      signal,
    });
    refresh(response);
    return verdictOf(response, error);
  },
  edit: (item) => `/visits/${(item.body as VisitChange).id}/edit?again=${item.id}`,
  subject: (item) => (item.body as VisitChange).id,
  lane: (item) => (item.body as VisitChange).id,
  words: (item) => spelled((item.body as VisitChange).shown),
  rebase: (item, problem) => rebased(item.body as VisitChange, problem),
  compare: (item) => (item.problem ? differences(item.body as VisitChange, item.problem, names, i18n.t) : []),
  merge: (item, mine) => (item.problem ? merged(item.body as VisitChange, item.problem, mine) : undefined),
  reveal: async (item, _field, purpose) => {
    const { id } = item.body as VisitChange;
    const { version } = (item.problem as ItemProblem).current as { version: number };
    const params = { path: { id } };
    const body = { purpose, version };
    return (await data(api.POST('/api/v1/home-visits/{id}/reveal/', { params, body }))).narrative;
  },
};
