import * as v from 'valibot';
import type { components } from '@/shared/api/schema.gen';

export type ConcernRequest = components['schemas']['ConcernRequest'];

export const KIND = 'concern';
export const kinds = ['safety', 'care', 'harm', 'distress', 'other'] as const;

/** What is written of it; whose child and which day come from where it is written. */
export const concernSchema = v.object({
  kind: v.picklist(['', ...kinds]),
  account: v.string(),
  step_taken: v.string(),
  told: v.string(),
});
export type ConcernValues = v.InferOutput<typeof concernSchema>;
export type ConcernErrors = Partial<Record<keyof ConcernValues, string>>;

export const blankConcern: ConcernValues = { kind: '', account: '', step_taken: '', told: '' };

/** Field → key of the words. */
export function missing(values: ConcernValues): ConcernErrors {
  const errors: ConcernErrors = {};
  if (!values.kind) errors.kind = 'concerns.errors.kind';
  if (!values.account.trim()) errors.account = 'concerns.errors.account';
  return errors;
}

interface About {
  student: string;
  noticed_on: string;
  visit?: string;
  visit_key?: string;
}

export function toConcern({ kind, account, step_taken, told }: ConcernValues, about: About): ConcernRequest {
  const body: ConcernRequest = { ...about, kind: kind as ConcernRequest['kind'], account: account.trim() };
  if (step_taken.trim()) body.step_taken = step_taken.trim();
  if (told.trim()) body.told = told.trim();
  return body;
}
