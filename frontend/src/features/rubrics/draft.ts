import type { DraftBody, Version } from './queries';

export const kinds = ['scale', 'checklist', 'count', 'text'] as const;
type Kind = (typeof kinds)[number];

/** A criterion as it is typed. `key`: only for the page. */
export interface CriterionValues {
  key: number;
  code: string;
  section: string;
  text: string;
  kind: Kind;
  levels: string;
  weight: string;
  is_bonus: boolean;
  options: string;
}

export interface GradeValues {
  key: number;
  name: string;
  at_least: string;
}

export interface DraftValues {
  criteria: CriterionValues[];
  grades: GradeValues[];
  bonus_most: string;
  why: string;
}

let last = 0;
export const nextKey = () => {
  last += 1;
  return last;
};

export const fromVersion = (version: Version): DraftValues => ({
  criteria: version.criteria.map((one) => ({
    key: nextKey(),
    code: one.code,
    section: one.section,
    text: one.text,
    kind: one.kind,
    levels: String(one.levels ?? 5),
    weight: String(Number(one.weight)),
    is_bonus: one.is_bonus,
    options: one.options.map((option) => option.text).join('\n'),
  })),
  grades: version.grades.map((one) => ({ key: nextKey(), name: one.name, at_least: String(Number(one.at_least)) })),
  bonus_most: String(version.bonus_most),
  why: version.why,
});

/** A code that no other criterion of this draft, or of the versions before it, has. */
export function freshCode(taken: Iterable<string>): string {
  const codes = new Set(taken);
  for (let number = codes.size + 1; ; number += 1) if (!codes.has(`C${number}`)) return `C${number}`;
}

export const blankCriterion = (code: string, section: string): CriterionValues => ({
  key: nextKey(),
  code,
  section,
  text: '',
  kind: 'scale',
  levels: '5',
  weight: '10',
  is_bonus: false,
  options: '',
});

const scores = (kind: Kind) => kind === 'scale' || kind === 'checklist';

export const toBody = (values: DraftValues): DraftBody => ({
  criteria: values.criteria.map((one) => ({
    code: one.code.trim(),
    section: one.section.trim(),
    text: one.text.trim(),
    kind: one.kind,
    levels: one.kind === 'scale' ? Number(one.levels) : null,
    weight: scores(one.kind) ? one.weight.trim() || '0' : '0',
    is_bonus: scores(one.kind) && one.is_bonus,
    options:
      one.kind === 'checklist'
        ? one.options
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean)
        : [],
  })),
  grades: values.grades.map((one) => ({ name: one.name.trim(), at_least: one.at_least.trim() || '0' })),
  bonus_most: Number(values.bonus_most),
  why: values.why.trim(),
});

/** What the weights come to, without the bonus. */
export const weightSum = (values: DraftValues) =>
  values.criteria
    .filter((one) => scores(one.kind) && !one.is_bonus)
    .reduce((sum, one) => sum + Math.round(Number(one.weight || 0) * 100), 0) / 100;
