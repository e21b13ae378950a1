import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

type Schemas = components['schemas'];
export type Term = Schemas['Term'];
export type TermDays = Omit<Schemas['NewTermRequest'], 'first_year' | 'ordinal'>;
export type StageDays = TermDays['stages'][number];

export const openTerm = ({ key, ...body }: { key: string } & Schemas['NewTermRequest']) =>
  data(api.POST('/api/v1/terms/', { params: { header: { 'Idempotency-Key': key } }, body }));

export const changeTerm = ({ id, version, ...body }: { id: string; version: number } & TermDays) =>
  data(api.PATCH('/api/v1/terms/{id}/', { params: { path: { id }, header: { 'If-Match': `"${version}"` } }, body }));
