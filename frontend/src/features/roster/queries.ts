import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type Report = components['schemas']['RosterReport'];
export type RosterImport = components['schemas']['RosterImport'];
export const actions = ['create', 'update', 'skip', 'conflict'] as const;
export type RowAction = (typeof actions)[number];

export const importList = () =>
  queryOptions({
    queryKey: ['roster-imports'],
    queryFn: ({ signal }) => data(api.GET('/api/v1/roster-imports/', { signal })),
    // While a file is on its way the page asks again; after that only when something was done.
    refetchInterval: (query) => (query.state.data?.results.some(isRunning) ? 1_000 : false),
  });

export const isRunning = (one: RosterImport) => ['waiting', 'reading', 'writing'].includes(one.state);

/** What an import that was written or taken back changes elsewhere. */
export const writtenBooks = [['students'], ['school-classes']];

export const undoImport = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/roster-imports/{id}/undo/', { params: { path: { id } }, body: { reason } }));

const asForm = (fields: Record<string, string | Blob>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
};

// The schema writes an upload as text; what travels is the file itself.
const upload = (file: File) => file as unknown as string;

/** Reads the whole file and writes nothing. */
export const checkRoster = (file: File) =>
  data(
    api.POST('/api/v1/roster-imports/check/', {
      body: { file: upload(file) },
      bodySerializer: () => asForm({ file }),
    }),
  );

/** The digest says which report was read: when the school changed meanwhile, the server refuses. */
export const importRoster = ({ file, digest, key }: { file: File; digest: string; key: string }) =>
  data(
    api.POST('/api/v1/roster-imports/', {
      params: { header: { 'Idempotency-Key': key } },
      body: { file: upload(file), digest },
      bodySerializer: () => asForm({ file, digest }),
    }),
  );
