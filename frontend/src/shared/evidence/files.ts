import { api, data } from '../api/client';
import type { components } from '../api/schema.gen';

export type Evidence = components['schemas']['Evidence'];
export type EvidenceRef = components['schemas']['EvidenceRef'];
export type EvidenceKind = components['schemas']['EvidenceKind'];
export type EvidenceChange = components['schemas']['PatchedEvidenceChangeRequest'];

export const evidenceKinds = ['photo', 'certificate', 'document', 'sheet'] as const satisfies readonly EvidenceKind[];

/** What the server takes. A phone that is asked for JPEG turns its HEIC into one. */
export const accepted = 'image/jpeg,image/png,image/webp,application/pdf,.jpg,.jpeg,.png,.webp,.pdf';
export const MOST_MEGABYTES = 10;

export interface NewFile {
  title: string;
  kind: EvidenceKind;
  happened_on: string;
  expires_on?: string | null;
}

/** The schema writes an upload as text; what travels is the file itself. */
export const addFile = (file: File, fields: NewFile, key: string) =>
  data(
    api.POST('/api/v1/evidence/', {
      params: { header: { 'Idempotency-Key': key } },
      body: { ...fields, file: file as unknown as string },
      bodySerializer: () => {
        const form = new FormData();
        for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
        form.append('file', file);
        return form;
      },
    }),
  );

export const changeFile = (row: Pick<Evidence, 'id' | 'version'>, body: EvidenceChange) =>
  data(
    api.PATCH('/api/v1/evidence/{id}/', {
      params: { path: { id: row.id }, header: { 'If-Match': `"${row.version}"` } },
      body,
    }),
  );

export const withdrawFile = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/evidence/{id}/withdraw/', { params: { path: { id } }, body: { reason } }));

/** An image is shown in its own tab, a PDF is taken along: the server decides. */
export const contentOf = (id: string) => `/api/v1/evidence/${id}/content/`;
export const smallContentOf = (id: string) => `${contentOf(id)}?size=small`;

export const isImage = (row: Pick<EvidenceRef, 'content_type'>) => row.content_type === 'image/jpeg';

export const refOf = ({ id, title, kind, content_type, happened_on, is_withdrawn }: Evidence): EvidenceRef => ({
  id,
  title,
  kind,
  content_type,
  happened_on,
  is_withdrawn,
});

/** The file's own name, unless a camera gave it: IMG_2034 says nothing. */
export function titleFrom(name: string): string | undefined {
  const stem = name.replace(/\.[^.]*$/, '').trim();
  const fromCamera = /^(img|dsc|pxl|mmexport|wx_camera|image|photo|scan|screenshot|微信图片|截屏)?[\s_().\d-]*$/i.test(
    stem,
  );
  return fromCamera ? undefined : stem.slice(0, 100);
}
