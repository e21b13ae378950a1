import type { PointItem } from '@/shared/civility/catalogue';
import type { NewItem, Revision } from './queries';

/** The form's fields, as they are typed. Of a deduction the sizes are typed, not the signs. */
export interface ItemValues {
  code: string;
  name: string;
  domain: NewItem['domain'];
  kind: NonNullable<NewItem['kind']>;
  recorder: NonNullable<NewItem['recorder']>;
  least: string;
  most: string;
  needs_note: boolean;
  cap_day: string;
  cap_week: string;
  cap_month: string;
  effective_from: string;
  why: string;
}

const typed = (value: number | null | undefined) => (value ? String(Math.abs(value)) : '');
const counted = (value: string) => (value.trim() === '' ? null : Number(value));

export const blankItem = (today: string): ItemValues => ({
  code: '',
  name: '',
  domain: 'school',
  kind: 'recognition',
  recorder: 'teacher',
  least: '1',
  most: '1',
  needs_note: false,
  cap_day: '',
  cap_week: '',
  cap_month: '',
  effective_from: today,
  why: '',
});

export function valuesOf({ code, version }: PointItem, today: string): ItemValues {
  const [small, large] = version.kind === 'deduction' ? [version.most, version.least] : [version.least, version.most];
  return {
    code,
    name: version.name,
    domain: version.domain,
    kind: version.kind,
    recorder: version.recorder,
    least: typed(small),
    most: typed(large),
    needs_note: version.needs_note,
    cap_day: typed(version.cap_day),
    cap_week: typed(version.cap_week),
    cap_month: typed(version.cap_month),
    effective_from: today,
    why: '',
  };
}

/** An item whose value is chosen needs words that say why it was chosen so. */
export const isRange = ({ kind, least, most }: ItemValues) => kind !== 'reminder' && Number(least) !== Number(most);

/** What is wrong before the server is asked: a field and the key of its sentence. */
export function wrongIn(values: ItemValues, isNew: boolean) {
  const wrong: Partial<Record<keyof ItemValues, 'error.required' | 'pointItems.atLeastOne' | 'pointItems.mostFirst'>> =
    {};
  if (isNew && !values.code.trim()) wrong.code = 'error.required';
  if (!values.name.trim()) wrong.name = 'error.required';
  if (!values.effective_from) wrong.effective_from = 'error.required';
  if (!isNew && !values.why.trim()) wrong.why = 'error.required';
  if (values.kind !== 'reminder') {
    if (!(Number(values.least) >= 1)) wrong.least = 'pointItems.atLeastOne';
    if (!(Number(values.most) >= Number(values.least))) wrong.most = 'pointItems.mostFirst';
  }
  return wrong;
}

function worthOf({ kind, least, most }: ItemValues) {
  if (kind === 'reminder') return { least: 0, most: 0 };
  if (kind === 'deduction') return { least: -Number(most), most: -Number(least) };
  return { least: Number(least), most: Number(most) };
}

function common(values: ItemValues) {
  const capped = values.kind !== 'reminder';
  return {
    effective_from: values.effective_from,
    name: values.name.trim(),
    domain: values.domain,
    kind: values.kind,
    recorder: values.recorder,
    ...worthOf(values),
    needs_note: values.needs_note || isRange(values),
    cap_day: capped ? counted(values.cap_day) : null,
    cap_week: capped ? counted(values.cap_week) : null,
    cap_month: capped ? counted(values.cap_month) : null,
  };
}

export const asItem = (values: ItemValues): NewItem => ({ code: values.code.trim(), ...common(values) });

export const asRevision = (values: ItemValues, is_open = true): Revision => ({
  ...common(values),
  is_open,
  why: values.why.trim(),
});
