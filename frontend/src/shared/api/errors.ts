import type { components } from './schema.gen';

export type Problem = components['schemas']['Problem'];
/** What a refused write brings along when someone else wrote first: the row as it now stands. */
export type Refusal = Partial<Problem> & { current?: unknown };

/** An answer the server gave on purpose. No answer at all is a TypeError from fetch, or a timeout. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly current: unknown;
  /** Field name → the server's words, ready for `form.setErrors`. */
  readonly fields: Record<string, string>;

  constructor(status: number, refusal: Refusal = {}) {
    super(refusal.detail || refusal.title || `HTTP ${status}`);
    this.status = status;
    this.code = refusal.code ?? '';
    this.current = refusal.current;
    this.fields = fieldErrors(refusal);
  }
}

export function fieldErrors(refusal: Refusal): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { field, detail } of refusal.errors ?? []) fields[field] ??= detail;
  return fields;
}

export type ErrorKind = 'offline' | 'signed-out' | 'forbidden' | 'not-found' | 'failed';

/** What to tell a person about an error. */
export function kindOf(error: unknown): ErrorKind {
  // A page's own code that could not be fetched is a plain Error: the browser knows whether there is a line at all.
  if (!(error instanceof ApiError)) return error instanceof TypeError || !navigator.onLine ? 'offline' : 'failed';
  if (error.status === 401) return 'signed-out';
  if (error.status === 403) return 'forbidden';
  return error.status === 404 ? 'not-found' : 'failed';
}
