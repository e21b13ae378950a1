import type { Token } from './queries';

export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'token'; token: Token }
  | { kind: 'unknown'; raw: string; figure: string };

const MARK = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** `visits.coverage.percent` and `visits.by_channel:phone` both ask one figure. */
const figureOf = (name: string) => name.match(/^[a-z][a-z0-9_]*\.[a-z0-9_]+/)?.[0] ?? '';

/** Text with its marks resolved. What no figure answers to is kept in sight, never dropped. */
export function partsOf(text: string, tokens: readonly Token[]): Part[] {
  const known = new Map(tokens.map((token) => [token.token, token]));
  const parts: Part[] = [];
  let end = 0;
  for (const found of text.matchAll(MARK)) {
    if (found.index > end) parts.push({ kind: 'text', text: text.slice(end, found.index) });
    const token = known.get(found[1] ?? '');
    parts.push(token ? { kind: 'token', token } : { kind: 'unknown', raw: found[0], figure: figureOf(found[1] ?? '') });
    end = found.index + found[0].length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

const UNIT = /(?:人次|[人次节项户对])$/;

/** A writer may have put the measure word behind the mark: it is not said twice then. */
export const withoutUnit = (value: string, after: string) => {
  const unit = value.match(UNIT)?.[0];
  return unit && after.trimStart().startsWith(unit) ? value.slice(0, -unit.length) : value;
};

/** Paragraphs as a reader sees them: one per line that has something in it. */
export const paragraphsOf = (text: string) => text.split(/\n+/).filter((line) => line.trim());

/** Puts a mark where the cursor is, in place of what is selected, and says where the cursor goes next. */
export function insertToken(text: string, from: number, to: number, token: string) {
  const mark = `{{ ${token} }}`;
  return { text: text.slice(0, from) + mark + text.slice(to), cursor: from + mark.length };
}
