import { api, data } from './client';
import type { paths } from './schema.gen';

/** Every list that may be taken along as a file. */
export type ExportPath = Extract<keyof paths, `/api/v1/${string}/export/`>;
export type Filters = Readonly<Record<string, string | number | boolean | undefined>>;
export const kinds = ['xlsx', 'csv'] as const;
export type FileKind = (typeof kinds)[number];

/** Asks for the file and hands it to the browser under the name the server gave it. */
export async function exportList(path: ExportPath, as: FileKind, filters: Filters = {}, code = '') {
  // One of the lists stands for all of them: they take the same body.
  const where = path.replace('{code}', code) as '/api/v1/students/export/';
  let name = `wotu.${as}`;
  const answer = api.POST(where, { body: { as, filters }, parseAs: 'blob' });
  const file = await data(
    answer.then((all) => {
      name = nameIn(all.response.headers.get('Content-Disposition')) ?? name;
      return all;
    }),
  );
  const url = URL.createObjectURL(file as unknown as Blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // A browser may fetch the address a moment after the click.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The file's name in a Content-Disposition header; Chinese names come percent-encoded. */
export function nameIn(header: string | null): string | undefined {
  const encoded = /filename\*=utf-8''([^;]+)/i.exec(header ?? '')?.[1];
  return encoded ? decodeURIComponent(encoded) : /filename="([^"]+)"/.exec(header ?? '')?.[1];
}
