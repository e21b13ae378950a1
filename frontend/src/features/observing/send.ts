import { api } from '@/shared/api/client';
import { queryClient } from '@/shared/api/queryClient';
import type { components } from '@/shared/api/schema.gen';
import { lessonsTouched, recordsTouched } from '@/shared/lessons/lists';
import type { OutboxItem } from '@/shared/offline/items';
import type { Difference } from '@/shared/offline/kind';
import { type ItemProblem, type Verdict, verdictOf } from '@/shared/offline/verdict';
import { remember, type Sending } from './sending';
import {
  chosen,
  type Draft,
  disputed,
  type Fresh,
  fromRecord,
  isBlank,
  type ObservationRecord,
  plain,
  same,
  toChange,
} from './values';

export const lessonBody = (fresh: Fresh): components['schemas']['NewLessonRequest'] => ({
  kind: fresh.kind,
  taught_on: fresh.taught_on,
  period: fresh.period,
  subject: fresh.subject.trim(),
  topic: fresh.topic.trim(),
  ...(fresh.place.trim() ? { place: fresh.place.trim() } : {}),
  ...(fresh.is_out
    ? { out_of_school: { host_name: fresh.host_name.trim(), organiser: fresh.organiser.trim() } }
    : { host: fresh.host, ...(fresh.school_class ? { school_class: fresh.school_class } : {}) }),
});

type Found<T> = { found: T } | { verdict: Verdict };
const answer = <T>({ data, response, error }: { data?: T; response: Response; error?: unknown }): Found<T> =>
  data ? { found: data } : { verdict: verdictOf(response, error) };

export const readRecord = async (id: string, signal?: AbortSignal): Promise<Found<ObservationRecord>> =>
  answer(await api.GET('/api/v1/observations/{id}/', { params: { path: { id } }, ...(signal && { signal }) }));

/** My own record of a lesson, where there is one: begun on another device, or before an answer was lost. */
export async function ownRecord(session: string, signal?: AbortSignal): Promise<Found<ObservationRecord | undefined>> {
  const query = { session, side: 'observer' as const, limit: 1 };
  const rows = answer(await api.GET('/api/v1/observations/', { params: { query }, ...(signal && { signal }) }));
  if ('verdict' in rows) return rows;
  const row = rows.found.results[0];
  return row ? readRecord(row.id, signal) : { found: undefined };
}

/** Begins the record of a lesson, or finds the one that was begun. */
export async function beginRecord(
  key: string,
  session: string,
  signal?: AbortSignal,
): Promise<Found<ObservationRecord>> {
  const made = answer(
    await api.POST('/api/v1/observations/', {
      params: { header: { 'Idempotency-Key': key } },
      body: { session },
      ...(signal && { signal }),
    }),
  );
  const taken = 'verdict' in made && made.verdict.is === 'rejected' && made.verdict.problem.code === 'observed_already';
  if (!taken) return made;
  const own = await ownRecord(session, signal);
  if ('verdict' in own) return own;
  return own.found ? { found: own.found } : made;
}

export const writeRecord = async (id: string, version: number, values: Draft['values'], signal?: AbortSignal) =>
  answer(
    await api.PATCH('/api/v1/observations/{id}/', {
      params: { path: { id }, header: { 'If-Match': `"${version}"` } },
      body: toChange(values),
      ...(signal && { signal }),
    }),
  );

async function lessonOf({ lesson, fresh }: Sending, signal: AbortSignal): Promise<Found<string>> {
  if (lesson || !fresh) return { found: lesson };
  const made = answer(
    await api.POST('/api/v1/lessons/', {
      params: { header: { 'Idempotency-Key': fresh.key } },
      body: lessonBody(fresh),
      signal,
    }),
  );
  return 'verdict' in made ? made : { found: made.found.id };
}

/** Somebody wrote in it since: the author, on another device. */
const stale = (current: ObservationRecord): Verdict => ({
  is: 'conflict',
  problem: { detail: '', code: 'stale', fields: {}, current },
});

/** The lesson where need be, the record, its words, and then it is shared. Each step is harmless a second time. */
async function deliver(item: OutboxItem, signal: AbortSignal): Promise<Verdict> {
  const body = item.body as Sending;
  const lesson = await lessonOf(body, signal);
  if ('verdict' in lesson) return lesson.verdict;
  const begun = await (body.id ? readRecord(body.id, signal) : beginRecord(body.key, lesson.found, signal));
  if ('verdict' in begun) return begun.verdict;
  const record = begun.found;
  remember(item.id, record.id);
  const there = fromRecord(record);
  if (!same(body.values, there)) {
    // An answer may have been lost: what the school has is mine, or nothing yet, or was written elsewhere.
    if (body.version !== record.version && !isBlank(there)) return stale(record);
    const written = await writeRecord(record.id, record.version, body.values, signal);
    if ('verdict' in written) return written.verdict;
  }
  if (body.amends || record.state !== 'draft') return { is: 'accepted' };
  const { response, error } = await api.POST('/api/v1/observations/{id}/share/', {
    params: { path: { id: record.id } },
    signal,
  });
  const verdict = verdictOf(response, error);
  const done = verdict.is === 'rejected' && verdict.problem.code === 'already_shared';
  return done ? { is: 'accepted' } : verdict;
}

const current = (item: OutboxItem) => item.problem?.current as ObservationRecord | undefined;

/** Sent; whatever counts observations is counted anew. */
export async function send(item: OutboxItem, signal: AbortSignal): Promise<Verdict> {
  const verdict = await deliver(item, signal);
  if (verdict.is === 'accepted')
    for (const key of new Set([...recordsTouched, ...lessonsTouched]))
      void queryClient.invalidateQueries({ queryKey: [key] });
  return verdict;
}

/** Two devices wrote: field by field. */
export function differences(item: OutboxItem): Difference[] {
  const theirs = current(item);
  if (!theirs) return [];
  const { values, shown } = item.body as Sending;
  return disputed(values, fromRecord(theirs)).map((field) => ({
    field,
    label: shown[field]?.[0] ?? field,
    mine: shown[field]?.[1] ?? '',
    theirs: plain(fromRecord(theirs), field),
  }));
}

/** The chosen words, on the school's version. */
export function merged(item: OutboxItem, mine: ReadonlySet<string>): Sending | undefined {
  const theirs = current(item);
  if (!theirs) return;
  const body = item.body as Sending;
  const values = chosen(body.values, fromRecord(theirs), mine, (field) => body.shown[field]?.[0] ?? field);
  return { ...body, id: theirs.id, version: theirs.version, values };
}

/** On the newer version without a question, where only notes differ. */
export function rebased(item: OutboxItem, problem: ItemProblem): Sending | undefined {
  const theirs = problem.current as ObservationRecord | undefined;
  const { values } = item.body as Sending;
  if (!theirs || disputed(values, fromRecord(theirs)).length > 0) return;
  return merged({ ...item, problem }, new Set());
}
