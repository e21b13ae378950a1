import { schoolToday } from '@/shared/i18n/format';
import type { BatchRequest, Item } from './kept';

export type Source = BatchRequest['source'];

/** What an item still asks, once it is chosen. */
export interface Details {
  occurred_on: string;
  source: Source;
  note: string;
  worth: number;
}

/** At home the family saw it, never the teacher. */
export const sourcesOf = ({ domain }: Item): readonly Source[] =>
  domain === 'home'
    ? ['family', 'organisation']
    : domain === 'community'
      ? ['organisation', 'family', 'seen']
      : ['seen'];

export const blankDetails = (item: Item): Details => ({
  occurred_on: schoolToday(),
  source: sourcesOf(item)[0] ?? 'seen',
  note: '',
  worth: item.least,
});

export const isRange = ({ least, most }: Item) => least !== most;

/** Whether a tap is not enough: a value to choose, a sentence to write, somebody else who saw it. */
export const takesDetails = (item: Item) => item.needs_note || isRange(item) || item.domain !== 'school';

export function requestOf(item: Item, students: string[], details: Details = blankDetails(item)): BatchRequest {
  const { occurred_on, source, note, worth } = details;
  return {
    item: item.id,
    students,
    occurred_on,
    noticed_at: new Date().toISOString(),
    source,
    is_repeat_meant: false,
    ...(note.trim() && { note: note.trim() }),
    ...(isRange(item) && { worth }),
  };
}
