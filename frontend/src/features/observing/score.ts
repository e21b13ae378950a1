import type { RubricSheet } from '@/shared/lessons/lists';
import type { Score } from './values';

type Sheet = Pick<RubricSheet, 'criteria' | 'grades' | 'bonus_most'>;
type Criterion = Sheet['criteria'][number];

/** Whole numbers only: weights have two places, and a hundredth must not get lost on the way to a tenth. */
interface Fraction {
  over: bigint;
  under: bigint;
}

const plus = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under + b.over * a.under,
  under: a.under * b.under,
});
const none: Fraction = { over: 0n, under: 1n };

const hundredths = (weight: string | number) => BigInt(Math.round(Number(weight) * 100));

/** Tenths, the half goes up. */
const tenths = ({ over, under }: Fraction) => (over * 20n + under) / (under * 2n);
const said = (value: bigint) => `${value / 10n}.${value % 10n}`;

/** How much of a criterion was met: so many of so many. Nothing where nothing is counted. */
function met(criterion: Criterion, score: Score | undefined): [number, number] | undefined {
  if (!score || score.is_na || Number(criterion.weight) === 0) return;
  if (criterion.kind === 'scale' && score.level !== null && criterion.levels) return [score.level, criterion.levels];
  if (criterion.kind === 'checklist' && score.options?.length && criterion.options.length)
    return [score.options.length, criterion.options.length];
}

export interface Result {
  /** Of 100, with one place; nothing when nothing was scored. */
  total?: string;
  grade: string;
  bonus?: string;
  /** "(10×4/5 + 20×3/5) ÷ (10 + 20) × 100" */
  formula: string;
  leftOut: number;
}

/** What the answers come to so far, as the school will count them. */
export function resultOf(sheet: Sheet, scores: readonly Score[]): Result {
  const by = new Map(scores.map((one) => [one.criterion, one]));
  let got = none;
  let extra: Fraction | undefined;
  let whole = 0n;
  const terms: string[] = [];
  const weights: string[] = [];
  for (const criterion of sheet.criteria) {
    const part = met(criterion, by.get(criterion.code));
    if (!part) continue;
    const weight = hundredths(criterion.weight);
    const share = { over: weight * BigInt(part[0]), under: BigInt(part[1]) };
    if (criterion.is_bonus) {
      extra = plus(extra ?? none, share);
      continue;
    }
    got = plus(got, share);
    whole += weight;
    terms.push(`${Number(criterion.weight)}×${part[0]}/${part[1]}`);
    weights.push(String(Number(criterion.weight)));
  }
  const leftOut = sheet.criteria.filter(
    (one) => Number(one.weight) > 0 && !one.is_bonus && by.get(one.code)?.is_na,
  ).length;
  const most = BigInt(sheet.bonus_most * 10);
  const added = extra && tenths({ over: extra.over, under: extra.under * 100n });
  const bonus = added === undefined ? {} : { bonus: said(added < most ? added : most) };
  if (whole === 0n) return { grade: '', formula: '', leftOut, ...bonus };
  const total = tenths({ over: got.over * 100n, under: got.under * whole });
  const reached = sheet.grades
    .filter((grade) => BigInt(Math.round(Number(grade.at_least) * 100)) <= total * 10n)
    .toSorted((a, b) => Number(b.at_least) - Number(a.at_least));
  return {
    total: said(total),
    grade: reached[0]?.name ?? '',
    formula: `(${terms.join(' + ')}) ÷ (${weights.join(' + ')}) × 100`,
    leftOut,
    ...bonus,
  };
}
