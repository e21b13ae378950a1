import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';
import { schoolToday } from '@/shared/i18n/format';
import type { Lesson } from '@/shared/lessons/lists';
import { useLessonWords } from '@/shared/lessons/useLessonWords';
import type { OutboxItem } from '@/shared/offline/items';
import { outbox } from '@/shared/offline/outbox';
import { canSeal } from '@/shared/offline/seal';
import { uuid } from '@/shared/offline/uuid';
import { focusField } from '@/shared/ui/focusField';
import { notify } from '@/shared/ui/notify';
import { OBSERVATION, recordOf, type Sending } from './sending';
import type { WritingState } from './useWriting';
import { type Draft, type Fresh, fields, shown, toChange } from './values';

export type Alike = components['schemas']['ObservationLikeness'];

interface Sharing {
  writing: WritingState;
  lesson: Lesson | undefined;
  amends: boolean;
  item: OutboxItem | undefined;
}

const needed = (fresh: Fresh): (keyof Fresh)[] => [
  'kind',
  ...(fresh.is_out ? (['host_name', 'organiser', 'place'] as const) : (['host'] as const)),
  'taught_on',
  'subject',
  'topic',
];

/** What is missing before it can be shared: a field and its sentence. */
function useWrong() {
  const { t } = useTranslation();
  return ({ values, fresh }: Draft) => {
    const wrong: Record<string, string> = {};
    if (fresh) for (const name of needed(fresh)) if (!String(fresh[name]).trim()) wrong[name] = t('error.required');
    if (fresh && fresh.taught_on > schoolToday()) wrong.taught_on = t('observe.notYet');
    if (toChange(values).strategies.length === 0) wrong.strategies = t('observe.needsStrategy');
    return wrong;
  };
}

/** From the finished text to the host: what is alike is told first, then it lies in the outbox and goes from there. */
export function useSharing({ writing, lesson, amends, item }: Sharing) {
  const { t } = useTranslation();
  const words = useLessonWords();
  const navigate = useNavigate();
  const wrongIn = useWrong();
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [alike, setAlike] = useState<Alike[]>();
  const { saver } = writing;

  /** A note that is still in the box is a note. */
  const finishTyping = () => {
    const { typing, values } = saver.snapshot().draft;
    if (!typing.text.trim()) return;
    const note = { client_id: uuid(), clock: null, seconds: null, stage: typing.stage, text: typing.text.trim() };
    saver.change({ values: { ...values, notes: [...values.notes, note] }, typing: { ...typing, text: '' } });
  };

  /** Only with a line: it is a help for the writer, and never in the way. */
  const compared = async () => {
    if (amends || item || !(await saver.settle())) return [];
    const id = saver.snapshot().draft.id;
    if (!id) return [];
    try {
      const params = { path: { id } };
      return await data(
        api.GET('/api/v1/observations/{id}/similarity/', { params, signal: AbortSignal.timeout(8_000) }),
      );
    } catch {
      return [];
    }
  };

  const ask = async () => {
    const found = wrongIn(saver.snapshot().draft);
    setWrong(found);
    setProblem(undefined);
    const first = Object.keys(found)[0];
    if (first) return focusField(first);
    finishTyping();
    setBusy(true);
    try {
      const like = await compared();
      if (saver.snapshot().conflict) return;
      if (like.length) return setAlike(like);
      await send();
    } finally {
      setBusy(false);
    }
  };

  const body = (): Sending => {
    const { draft } = saver.snapshot();
    const { key, lesson: of, fresh, id, version, values } = draft;
    return {
      key,
      lesson: of,
      values,
      amends,
      shown: Object.fromEntries(fields.map((field) => [field, [t(`observe.${field}`), shown(values, field, t)]])),
      ...(fresh && { fresh }),
      ...(id !== undefined && { id }),
      ...(version !== undefined && { version }),
    };
  };

  const send = async () => {
    setAlike(undefined);
    setBusy(true);
    try {
      await saver.stop();
      const content = body();
      const label = t('lessonWords.recordOf', { topic: words.quoted(lesson?.topic ?? content.fresh?.topic ?? '') });
      if (!canSeal()) return await direct(content);
      const key = await (item
        ? outbox.rewrite(item.id, OBSERVATION, label, content)
        : outbox.add(OBSERVATION, label, content));
      await saver.forget();
      const result = await outbox.settled(key, 8_000);
      const id = recordOf(key) ?? content.id;
      if (result === 'sent') return await arrived(id);
      notify(t(result.state === 'queued' ? 'observe.queued' : 'observe.needsYou'));
      await navigate({ to: result.state === 'queued' ? '/observations' : '/outbox' });
    } finally {
      setBusy(false);
    }
  };

  const arrived = async (id: string | undefined) => {
    notify(t(amends ? 'observe.amended' : 'observe.shared', { name: lesson?.host_name ?? '' }));
    if (id) await navigate({ to: '/observations/$id', params: { id } });
    else await navigate({ to: '/observations' });
  };

  /** A device that cannot seal: it is sent at once or stays on the page. */
  const direct = async (content: Sending) => {
    const key = uuid();
    const verdict = await outbox.direct(key, OBSERVATION, content);
    if (verdict.is === 'accepted') {
      await saver.forget();
      return arrived(recordOf(key) ?? content.id);
    }
    saver.resume();
    setProblem('problem' in verdict ? verdict.problem.detail : t('visit.needsLine'));
  };

  return { ask, send, busy, wrong, problem, alike, back: () => setAlike(undefined) };
}
