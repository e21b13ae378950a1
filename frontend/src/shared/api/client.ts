import createClient, { type Middleware } from 'openapi-fetch';
import { ApiError, type Refusal } from './errors';
import type { paths } from './schema.gen';

export const csrfToken = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', document.documentElement.lang);
    const token = csrfToken();
    if (token && request.method !== 'GET') request.headers.set('X-CSRFToken', token);
    return request;
  },
};

/** The only way to reach the server. Paths, bodies and answers are typed from the OpenAPI schema. */
// fetch is looked up per call so that test doubles and service workers installed later are seen.
export const api = createClient<paths>({
  baseUrl: location.origin,
  credentials: 'same-origin',
  fetch: (r) => globalThis.fetch(r),
});
api.use(headers);

/** Turns openapi-fetch's answer into data or a thrown ApiError, for queries and mutations. */
export async function data<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw new ApiError(response.status, asRefusal(error));
  return data as T;
}

/** A proxy's HTML error page is not a problem document. */
export const asRefusal = (body: unknown): Refusal => (typeof body === 'object' && body !== null ? body : {});

interface Page<T> {
  count: number;
  results: T[];
}

/** Every row of a list, page after page: for choices that must be complete, never for tables. */
export async function everyRow<T>(page: (limit: number, offset: number) => Promise<Page<T>>): Promise<T[]> {
  const rows: T[] = [];
  for (;;) {
    const { count, results } = await page(200, rows.length);
    rows.push(...results);
    if (rows.length >= count || results.length === 0) return rows;
  }
}
