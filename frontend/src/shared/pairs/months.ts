import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '../api/client';
import type { components } from '../api/schema.gen';

export type Month = components['schemas']['MentorMonth'];

export const monthsOfTerm = (term: string | undefined) =>
  queryOptions({
    queryKey: ['mentor-months', 'term', term],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(
          api.GET('/api/v1/mentor-months/', { params: { query: { ...(term && { term }), limit, offset } }, signal }),
        ),
      ),
  });

export type Kind = Month['duties'][number]['kind'];

/** 2026-11-23 → 2026-11-01, as the API names a month. */
export const monthOf = (day: string) => `${day.slice(0, 7)}-01`;

/** Mentor by mentor and mentee by mentee, by name: how a pair does has no place in the order. */
export const byName = <T extends { mentor: { name: string }; mentee: { name: string } }>(a: T, b: T) =>
  a.mentor.name.localeCompare(b.mentor.name, 'zh-Hans') || a.mentee.name.localeCompare(b.mentee.name, 'zh-Hans');

/** The oldest first; a month that lies in two terms stands there twice. */
export const byMonth = (a: Month, b: Month) => a.first_day.localeCompare(b.first_day);

/** What is asked for and not there yet. */
export const lacking = (month: Month) => month.duties.filter((duty) => duty.lacking > 0);

/** How a month is marked. A running month that lacks something has not failed. */
export function toneOf(month: Month): 'met' | 'short' | 'open' | 'exempt' {
  if (month.state === 'met') return 'met';
  if (month.state === 'exempt') return 'exempt';
  return month.is_over ? 'short' : 'open';
}

/** The months of a term that somebody was asked about, the oldest first, once each. */
export const monthsIn = (rows: readonly Month[]) => [...new Set(rows.map((row) => row.month))].sort();

/** A pair's part in one month: where two terms meet, the one that is told last stands for it. */
export function table(rows: readonly Month[]): { pair: Month['pair']; of: Map<string, Month> }[] {
  const found = new Map<string, { pair: Month['pair']; of: Map<string, Month> }>();
  for (const row of [...rows].sort(byMonth)) {
    const line = found.get(row.pair.id) ?? { pair: row.pair, of: new Map<string, Month>() };
    line.of.set(row.month, row);
    found.set(row.pair.id, line);
  }
  return [...found.values()].sort((a, b) => byName(a.pair, b.pair));
}
