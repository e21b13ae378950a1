/** Reads a figure's value: the schema leaves its shape open because it follows the figure's kind. */

export interface Share {
  part: number;
  whole: number;
}
export interface Cell {
  key: string;
  label: string;
  value: number;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isCell = (value: unknown): value is Cell =>
  isObject(value) && typeof value.key === 'string' && typeof value.value === 'number';

/** Null when the whole is empty: "nobody in this group" is never 0 % and never 100 %. */
export function shareOf(value: unknown): Share | null {
  if (!isObject(value) || typeof value.part !== 'number' || typeof value.whole !== 'number') return null;
  return value.whole > 0 ? { part: value.part, whole: value.whole } : null;
}

export const amountOf = (value: unknown) => (typeof value === 'number' ? value : null);

export const cellsOf = (value: unknown): Cell[] => (Array.isArray(value) ? value.filter(isCell) : []);

/** One decimal; 100 % and 0 % only when exact. The server writes its texts by the same rule. */
export function percent(part: number, whole: number, language: string) {
  let tenths = Math.round((part * 1000) / whole);
  if (part < whole) tenths = Math.min(tenths, 999);
  if (part > 0) tenths = Math.max(tenths, 1);
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(tenths / 1000);
}
