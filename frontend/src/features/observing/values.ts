import type { TFunction } from 'i18next';
import * as v from 'valibot';
import type { components } from '@/shared/api/schema.gen';
import { uuid } from '@/shared/offline/uuid';

type Schemas = components['schemas'];
export type ObservationRow = Schemas['Observation'];
export type ObservationRecord = Schemas['ObservationPage'];

export const stages = ['intro', 'new', 'activity', 'practice', 'wrap_up', 'homework'] as const;
export const texts = ['suggestion', 'highlights', 'board', 'participation'] as const;
export const fields = ['strategies', ...texts, 'notes', 'scores'] as const;
export type Field = (typeof fields)[number];

const noteSchema = v.object({
  client_id: v.string(),
  clock: v.nullable(v.string()),
  seconds: v.nullable(v.number()),
  stage: v.picklist(['', ...stages]),
  text: v.string(),
});
const strategySchema = v.object({ id: v.optional(v.string()), text: v.string(), tags: v.array(v.string()) });
const scoreSchema = v.object({
  criterion: v.string(),
  level: v.nullable(v.number()),
  is_na: v.boolean(),
  options: v.optional(v.array(v.string())),
  count: v.nullable(v.number()),
  text: v.string(),
});

/** What is written of a lesson. */
export const valuesSchema = v.object({
  notes: v.array(noteSchema),
  strategies: v.array(strategySchema),
  suggestion: v.string(),
  highlights: v.string(),
  board: v.string(),
  participation: v.string(),
  scores: v.array(scoreSchema),
});
export type Values = v.InferOutput<typeof valuesSchema>;
export type Note = Values['notes'][number];
export type Strategy = Values['strategies'][number];
export type Score = Values['scores'][number];

/** A lesson that stands in no plan: a drop-in, or one in another school. Entered by who was there. */
export const freshSchema = v.object({
  key: v.string(),
  is_out: v.boolean(),
  kind: v.string(),
  host: v.string(),
  host_name: v.string(),
  organiser: v.string(),
  taught_on: v.string(),
  period: v.number(),
  subject: v.string(),
  topic: v.string(),
  school_class: v.string(),
  place: v.string(),
});
export type Fresh = v.InferOutput<typeof freshSchema>;

/** What lies on the device while it is written: right in shape, not yet in content. */
export const draftSchema = v.object({
  /** The record is begun under this key, however often that is tried. */
  key: v.string(),
  lesson: v.string(),
  fresh: v.optional(freshSchema),
  id: v.optional(v.string()),
  version: v.optional(v.number()),
  /** The school has these values. */
  synced: v.boolean(),
  values: valuesSchema,
  /** A note that is still being typed. */
  typing: v.object({ stage: v.picklist(['', ...stages]), text: v.string() }),
});
export type Draft = v.InferOutput<typeof draftSchema>;

export const blank: Values = {
  notes: [],
  strategies: [{ text: '', tags: [] }],
  suggestion: '',
  highlights: '',
  board: '',
  participation: '',
  scores: [],
};

export const fromRecord = (record: ObservationRecord): Values => ({
  notes: (record.notes ?? []).map(({ client_id, clock, seconds, stage, text }) => ({
    client_id,
    clock,
    seconds,
    stage: stage || '',
    text,
  })),
  strategies: record.strategies.length
    ? record.strategies.map(({ id, text, tags }) => ({ id, text, tags: tags.map((tag) => tag.id) }))
    : [{ text: '', tags: [] }],
  suggestion: record.suggestion,
  highlights: record.highlights,
  board: record.board,
  participation: record.participation,
  scores: record.scores.map(({ criterion, level, is_na, options, count, text }) => ({
    criterion,
    level,
    is_na,
    options,
    count,
    text,
  })),
});

const answered = (score: Score) =>
  score.is_na ||
  score.level !== null ||
  score.count !== null ||
  (score.options?.length ?? 0) > 0 ||
  score.text.trim() !== '';

const told = (strategies: readonly Strategy[]) =>
  strategies.flatMap(({ id, text, tags }) =>
    text.trim() ? [{ ...(id !== undefined && { id }), text: text.trim(), tags }] : [],
  );

/** As it travels: lists whole, what says nothing left out. */
export const toChange = (values: Values) => ({
  suggestion: values.suggestion.trim(),
  highlights: values.highlights.trim(),
  board: values.board.trim(),
  participation: values.participation.trim(),
  notes: values.notes
    .filter((note) => note.text.trim())
    // A note without a stage is welcome; the schema's type does not say so.
    .map((note) => ({ ...note, stage: note.stage as 'intro', text: note.text.trim() })),
  strategies: told(values.strategies),
  // Only a checklist is answered by options.
  scores: values.scores
    .filter(answered)
    .map(({ options, ...rest }) => ({ ...rest, ...(options?.length ? { options } : {}) })),
});

/** One spelling of a field, so that two versions of it can be held side by side. */
function spelled(values: Values, field: Field): string {
  const change = toChange(values);
  switch (field) {
    case 'notes':
      return JSON.stringify(
        change.notes.map(({ client_id, clock, seconds, stage, text }) => [
          client_id,
          clock?.slice(0, 8),
          seconds,
          stage,
          text,
        ]),
      );
    case 'strategies':
      return JSON.stringify(change.strategies.map(({ text, tags }) => [text, tags.toSorted()]));
    case 'scores':
      return JSON.stringify(
        change.scores
          .map(({ criterion, level, is_na, options, count, text }) => [
            criterion,
            level,
            is_na,
            (options ?? []).toSorted(),
            count,
            text,
          ])
          .toSorted((a, b) => String(a[0]).localeCompare(String(b[0]))),
      );
    default:
      return change[field];
  }
}

export const differing = (one: Values, other: Values): Field[] =>
  fields.filter((field) => spelled(one, field) !== spelled(other, field));

export const same = (one: Values, other: Values) => differing(one, other).length === 0;
export const isBlank = (values: Values) => same(values, blank);

/** What a person must choose between. Notes of two devices stand beside each other, and nobody is asked. */
export const disputed = (one: Values, other: Values) => differing(one, other).filter((field) => field !== 'notes');

const both = (mine: readonly Note[], theirs: readonly Note[]): Note[] => {
  const known = new Set(mine.map((note) => note.client_id));
  return [...theirs.filter((note) => !known.has(note.client_id)), ...mine].toSorted((a, b) =>
    (a.clock ?? '').localeCompare(b.clock ?? ''),
  );
};

/** Of each field the chosen side. Words that give way are kept as a note, which is the writer's alone. */
export function chosen(
  mine: Values,
  theirs: Values,
  keep: ReadonlySet<string>,
  label: (field: Field) => string,
): Values {
  const pick = <F extends Field>(field: F) => (keep.has(field) ? mine : theirs)[field];
  const lost = disputed(mine, theirs).flatMap((field): Note[] => {
    const text = field === 'scores' ? '' : plain(keep.has(field) ? theirs : mine, field);
    const note = { client_id: uuid(), clock: null, seconds: null, stage: '' as const };
    return text ? [{ ...note, text: `${label(field)}：${text}`.slice(0, 1_000) }] : [];
  });
  return {
    notes: [...both(mine.notes, theirs.notes), ...lost],
    strategies: pick('strategies'),
    suggestion: pick('suggestion'),
    highlights: pick('highlights'),
    board: pick('board'),
    participation: pick('participation'),
    scores: pick('scores'),
  };
}

/** A field as plain text; of scores, how many there are. */
export function plain(values: Values, field: Field): string {
  const change = toChange(values);
  switch (field) {
    case 'notes':
      return change.notes.map(({ clock, text }) => [clock?.slice(0, 5), text].filter(Boolean).join(' ')).join('\n');
    case 'strategies':
      return change.strategies.map(({ text }) => text).join('\n');
    case 'scores':
      return change.scores.length ? String(change.scores.length) : '';
    default:
      return change[field];
  }
}

/** A field as people read it. */
export const shown = (values: Values, field: Field, t: TFunction): string =>
  field === 'scores' && toChange(values).scores.length
    ? t('observe.scored', { count: toChange(values).scores.length })
    : plain(values, field);
