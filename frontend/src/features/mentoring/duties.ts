import type { Duty } from './queries';

export const kinds = [
  'mentor_observes',
  'mentee_observes',
  'evaluation',
  'talk',
] as const satisfies readonly Duty['kind'][];
export const periods = ['month', 'term'] as const satisfies readonly Duty['period'][];
export const forms = ['entry', 'cooperative', 'advanced'] as const;
export type Form = (typeof forms)[number];
export const MOST_DUTIES = 8;

const monthly = (counts: readonly [number, number, number, number]): Duty[] =>
  kinds.map((kind, at) => ({ kind, period: 'month', at_least: counts[at] ?? 1 }));

/** What a school usually agrees, by how far the mentee is. A proposal: every number can be changed. */
export const template: Record<Form, Duty[]> = {
  entry: monthly([2, 2, 2, 2]),
  cooperative: monthly([1, 2, 1, 1]),
  advanced: monthly([1, 1, 1, 1]),
};

/** The first one that is not agreed yet. */
export function another(duties: readonly Duty[]): Duty | undefined {
  for (const period of periods)
    for (const kind of kinds)
      if (!duties.some((one) => one.kind === kind && one.period === period)) return { kind, period, at_least: 1 };
}
