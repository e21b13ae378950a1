import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import { queryClient } from '@/shared/api/queryClient';
import { schoolToday } from '@/shared/i18n/format';
import { lessonsNearby } from '@/shared/lessons/lists';
import { outbox } from '@/shared/offline/outbox';
import { uuid } from '@/shared/offline/uuid';
import { keptDraft } from './autosave';
import { ownRecord } from './send';
import { OBSERVATION, type Sending } from './sending';
import { blank, type Draft, type Fresh, fromRecord, type ObservationRecord, same } from './values';

/** What the page opens with. */
export interface Beginning {
  draft: Draft;
  /** When the words on the device were kept, if that is where they come from. */
  restoredAt?: number;
  /** The school's record, where the line is up and there is one. */
  record?: ObservationRecord;
  /** It was refused: why. */
  refused?: string;
  conflict?: ObservationRecord;
}

const typing = { stage: 'intro' as const, text: '' };

export const freshLesson = (is_out: boolean): Fresh => ({
  key: uuid(),
  is_out,
  kind: '',
  host: '',
  host_name: '',
  organiser: '',
  taught_on: schoolToday(),
  period: 1,
  subject: '',
  topic: '',
  school_class: '',
  place: '',
});

const newDraft = (lesson: string, fresh?: Fresh): Draft => ({
  key: uuid(),
  lesson,
  synced: true,
  values: blank,
  typing,
  ...(fresh && { fresh }),
});

const withLine = async (lesson: string) => {
  try {
    const own = await ownRecord(lesson, AbortSignal.timeout(8_000));
    return 'found' in own ? own.found : undefined;
  } catch {
    return; // no line: the device's words are what there is
  }
};

/** The record of a lesson as it stands on this device and at the school. */
export async function beginWith(owner: string, lesson: string): Promise<Beginning> {
  const [local, record] = await Promise.all([keptDraft(owner, { lesson }), withLine(lesson)]);
  if (!record) return local ? { draft: local.draft, restoredAt: local.savedAt } : { draft: newDraft(lesson) };
  const there: Draft = {
    ...newDraft(lesson),
    id: record.id,
    version: record.version,
    values: fromRecord(record),
  };
  if (!local) return { draft: there, record };
  const { draft, savedAt: restoredAt } = local;
  const known = { ...draft, id: record.id };
  // Nothing was written here since the school had it: the school's words are the newer ones.
  if (draft.synced && draft.version !== record.version) return { draft: { ...there, typing: draft.typing }, record };
  if (draft.version === record.version || same(draft.values, there.values))
    return { draft: { ...known, version: record.version }, restoredAt, record };
  return { draft: known, restoredAt, record, conflict: record };
}

/** A lesson that stands in no plan: one such draft lies on a device. */
export async function beginFresh(owner: string, is_out: boolean): Promise<Beginning> {
  const begin = newDraft('', freshLesson(is_out));
  const local = await keptDraft(owner, begin);
  return local ? { draft: local.draft, restoredAt: local.savedAt } : { draft: begin };
}

/** What lies in the outbox, opened again by its author. */
export function beginAgain(id: string): Beginning | undefined {
  const item = outbox.find(id);
  if (item?.kind !== OBSERVATION) return;
  const { key, lesson, fresh, id: record, version, values } = item.body as Sending;
  return {
    draft: {
      ...newDraft(lesson, fresh),
      key,
      values,
      synced: false,
      ...(record !== undefined && { id: record }),
      ...(version !== undefined && { version }),
    },
    ...(item.problem && { refused: item.problem.detail }),
  };
}

/** The lesson itself: from the list that lies on the device, else from the school. */
export const lessonToObserve = (id: string) =>
  queryOptions({
    queryKey: ['lessons', 'to-observe', id],
    networkMode: 'always',
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const near = await queryClient.ensureQueryData(lessonsNearby).catch(() => undefined);
      const found = near?.value.find((one) => one.id === id);
      return found ?? data(api.GET('/api/v1/lessons/{id}/', { params: { path: { id } }, signal }));
    },
  });
