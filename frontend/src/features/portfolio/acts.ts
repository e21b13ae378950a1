import {
  type Icon,
  IconAward,
  IconBook2,
  IconBulb,
  IconCalendarEvent,
  IconChalkboard,
  IconFriends,
  IconHomeHeart,
  IconMicrophone2,
  IconNotebook,
  IconPencil,
  IconSchool,
  IconTargetArrow,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { Act, ActKind, Counter } from './queries';

export const actKinds = [
  'lesson_given',
  'lesson_observed',
  'mentor_month',
  'mentee_month',
  'visits',
  'training',
  'research',
  'study',
  'talk',
  'led',
  'activity',
  'award',
  'lesson_reflection',
  'activity_reflection',
] as const satisfies readonly ActKind[];

export const isActKind = (word: string | undefined): word is ActKind => actKinds.some((one) => one === word);

const icons: Record<ActKind, Icon> = {
  lesson_given: IconChalkboard,
  lesson_reflection: IconPencil,
  lesson_observed: IconNotebook,
  mentor_month: IconFriends,
  mentee_month: IconFriends,
  visits: IconHomeHeart,
  led: IconUsersGroup,
  talk: IconMicrophone2,
  training: IconSchool,
  research: IconBulb,
  study: IconBook2,
  activity: IconCalendarEvent,
  activity_reflection: IconPencil,
  award: IconAward,
};

/** Another school's program may know kinds that this one does not. */
export const iconOf = ({ kinds: [kind] }: Act): Icon => (isActKind(kind) ? icons[kind] : IconTargetArrow);

/** What a counted goal counts; the server counts by the same list. */
const counted: Record<Counter, readonly ActKind[]> = {
  lessons: ['lesson_given'],
  observations: ['lesson_observed'],
  mentor_months: ['mentor_month', 'mentee_month'],
  training_hours: ['training'],
  research: ['research'],
  talks: ['talk'],
  led: ['led'],
  awards: ['award'],
  reflections: ['lesson_reflection', 'activity_reflection'],
};

export const counters = Object.keys(counted) as Counter[];

/** What was brought along is shown, and counts at the school where it was done. */
export const countsAs = (act: Act, counter: Counter) =>
  act.stands && act.school === '' && act.kinds.some((kind) => isActKind(kind) && counted[counter].includes(kind));

/** The record itself. A month of home visits is a number and opens to nothing. */
export function wayTo({ type, on, opens: id }: Act): LinkProps | undefined {
  if (!id) return;
  if (type === 'lessons') return { to: '/lessons/$id', params: { id } };
  if (type === 'observations') return { to: '/observations/$id', params: { id } };
  if (type === 'mentor-pairs') return { to: '/pairs/$id', params: { id }, search: { month: `${on.slice(0, 7)}-01` } };
  if (type === 'awards') return { to: '/awards/$id', params: { id } };
  if (type === 'activities') return { to: '/activities/$id', params: { id } };
  return;
}

/** A school year begins in August. */
export const yearOf = (day: string) => Number(day.slice(0, 4)) - (day.slice(5, 7) < '08' ? 1 : 0);

export interface Month<T> {
  month: string;
  rows: T[];
}

export interface Year<T> {
  first: number;
  months: Month<T>[];
}

/** Rows from the newest on, by school year and month. */
export function byYear<T extends { on: string }>(rows: readonly T[]): Year<T>[] {
  const years: Year<T>[] = [];
  for (const row of rows) {
    const first = yearOf(row.on);
    let year = years.at(-1);
    if (year?.first !== first) {
      year = { first, months: [] };
      years.push(year);
    }
    const month = row.on.slice(0, 7);
    const last = year.months.at(-1);
    if (last?.month === month) last.rows.push(row);
    else year.months.push({ month, rows: [row] });
  }
  return years;
}
