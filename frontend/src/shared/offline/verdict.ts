import { asRefusal } from '../api/client';
import { fieldErrors } from '../api/errors';
import type { components } from '../api/schema.gen';

export interface ItemProblem {
  detail: string;
  code: string;
  /** Field → the server's words. */
  fields: Record<string, string>;
  /** The row as the school has it, when someone else wrote first. */
  current?: unknown;
  /** What each version after mine has changed; `gesture` is the key of my own change that made it. */
  since?: Since[];
}

export type Since = components['schemas']['ChangedSince'];

export type Verdict =
  | { is: 'accepted' }
  | { is: 'rejected' | 'conflict'; problem: ItemProblem }
  /** `stop`: the line or the server is unwell, do not try the next one either. */
  | { is: 'later'; afterMs?: number; stop: boolean }
  | { is: 'signed-out' };

const LATER = new Set([408, 425, 429]);

/** One reading of HTTP for every queued write. */
export function verdictOf(response: Response, body?: unknown): Verdict {
  const { status } = response;
  if (response.ok) return { is: 'accepted' };
  if (status === 401) return { is: 'signed-out' };
  if (LATER.has(status) || status >= 500) {
    const seconds = Number(response.headers.get('Retry-After'));
    const stop = status !== 500; // 500 may be this record alone; the others mean everything waits
    return seconds > 0 ? { is: 'later', afterMs: seconds * 1000, stop } : { is: 'later', stop };
  }
  const refusal = asRefusal(body);
  if (refusal.code === 'csrf') return { is: 'later', stop: true }; // the cookie turned over; the next attempt reads it
  const problem: ItemProblem = {
    detail: refusal.detail || `HTTP ${status}`,
    code: refusal.code ?? '',
    fields: fieldErrors(refusal),
  };
  if (refusal.current !== undefined) problem.current = refusal.current;
  if (refusal.since) problem.since = refusal.since;
  const conflict = status === 412 || (status === 409 && refusal.current !== undefined);
  return { is: conflict ? 'conflict' : 'rejected', problem };
}
