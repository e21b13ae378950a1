import type { GrowthLine } from './queries';

export interface Dot {
  on: string;
  level: number;
  observation: string;
}

export const keyOf = (line: GrowthLine) => `${line.rubric}/${line.code}`;

/** All dots of a criterion in the order of their days. */
export const dotsOf = (line: GrowthLine): Dot[] => line.segments.flatMap((segment) => segment.dots);

/** A row of values for each segment, empty where another one speaks: the line breaks between them. */
export const seriesOf = (line: GrowthLine): (number | null)[][] => {
  const all = dotsOf(line);
  return line.segments.map((segment) => all.map((dot) => (segment.dots.includes(dot) ? dot.level : null)));
};

export const topOf = (line: GrowthLine) => Math.max(1, ...line.segments.map((segment) => segment.levels));
