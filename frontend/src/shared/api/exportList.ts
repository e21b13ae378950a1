import { api, data } from './client';
import type { paths } from './schema.gen';

/** Every list that may be taken along as a file. */
export type ExportPath = Extract<keyof paths, `/api/v1/${string}/export/`>;
export type Filters = Readonly<Record<string, string | number | boolean | undefined>>;
export const kinds = ['xlsx', 'csv'] as const;
export type FileKind = (typeof kinds)[number];

/** Asks for the file and hands it to the browser under the name the server gave it. */
export function exportList(path: ExportPath, as: FileKind, filters: Filters = {}, code = '') {
  // One of the lists stands for all of them: they take the same body.
  const where = path.replace('{code}', code) as '/api/v1/students/export/';
  return takeFile(api.POST(where, { body: { as, filters }, parseAs: 'blob' }), `wotu.${as}`);
}

/** An answer that is a file (`parseAs: 'blob'`), for the browser to keep. */
export async function takeFile(
  answer: Promise<{ data?: unknown; error?: unknown; response: Response }>,
  fallback: string,
) {
  const { response } = await answer;
  const file = await data(answer);
  const url = URL.createObjectURL(file as Blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = nameIn(response.headers.get('Content-Disposition')) ?? fallback;
  link.click();
  // A browser may fetch the address a moment after the click.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The file's name in a Content-Disposition header; Chinese names come percent-encoded. */
export function nameIn(header: string | null): string | undefined {
  const encoded = /filename\*=utf-8''([^;]+)/i.exec(header ?? '')?.[1];
  return encoded ? decodeURIComponent(encoded) : /filename="([^"]+)"/.exec(header ?? '')?.[1];
}
