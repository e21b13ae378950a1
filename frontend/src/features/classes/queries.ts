import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

export type SchoolClass = components['schemas']['SchoolClass'];
export type Student = components['schemas']['Student'];

export const classesOn = (on: string) =>
  queryOptions({
    queryKey: ['school-classes', on],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/school-classes/', { params: { query: { on, limit, offset } }, signal })),
      ),
  });

export type Which = { school_class: string } | { away: true } | { q: string };

export const childrenOf = (which: Which) =>
  queryOptions({
    queryKey: ['students', 'kept', which],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/students/', { params: { query: { ...which, limit, offset } }, signal })),
      ),
  });

export const acts = ['move', 'transfer_out', 'suspend', 'readmit', 'graduate', 'take_back_leaving'] as const;
export type Act = (typeof acts)[number];

export interface Filled {
  school_class: string;
  day: string;
  reason: string;
}

/** One door for the six acts: each has its own address and its own fields. */
export function actOn({ id, act, school_class, day, reason }: { id: string; act: Act } & Filled) {
  const params = { path: { id } };
  switch (act) {
    case 'move':
      return data(api.POST('/api/v1/students/{id}/move/', { params, body: { school_class, starts_on: day, reason } }));
    case 'readmit':
      return data(
        api.POST('/api/v1/students/{id}/readmit/', { params, body: { school_class, starts_on: day, reason } }),
      );
    case 'transfer_out':
      return data(api.POST('/api/v1/students/{id}/transfer-out/', { params, body: { last_day: day, reason } }));
    case 'suspend':
      return data(api.POST('/api/v1/students/{id}/suspend/', { params, body: { last_day: day, reason } }));
    case 'graduate':
      return data(api.POST('/api/v1/students/{id}/graduate/', { params, body: { last_day: day, reason } }));
    case 'take_back_leaving':
      return data(api.POST('/api/v1/students/{id}/take-back-leaving/', { params, body: { reason } }));
  }
}

const keyed = (key: string) => ({ header: { 'Idempotency-Key': key } });

export const enter = ({ key, ...body }: { key: string } & components['schemas']['NewStudentRequest']) =>
  data(api.POST('/api/v1/students/', { params: keyed(key), body }));

export const openClass = ({ key, ...body }: { key: string } & components['schemas']['NewClassRequest']) =>
  data(api.POST('/api/v1/school-classes/', { params: keyed(key), body }));

export const changeHomeroom = ({ id, ...body }: { id: string } & components['schemas']['NewHomeroomRequest']) =>
  data(api.POST('/api/v1/school-classes/{id}/homeroom/', { params: { path: { id } }, body }));

export type ResplitDraft = components['schemas']['ResplitDraftRequest'];
export type ResplitPlan = components['schemas']['ResplitPlan'];

export const checkResplit = (body: ResplitDraft) => data(api.POST('/api/v1/resplits/check/', { body }));

export const carryOut = ({ key, ...body }: { key: string } & components['schemas']['ResplitConfirmRequest']) =>
  data(api.POST('/api/v1/resplits/', { params: keyed(key), body }));

/** The schema writes an upload as text; what travels is the file itself. */
export const readFile = (file: File) =>
  data(
    api.POST('/api/v1/resplits/read/', {
      body: { file: file as unknown as string },
      bodySerializer: () => {
        const form = new FormData();
        form.append('file', file);
        return form;
      },
    }),
  );
