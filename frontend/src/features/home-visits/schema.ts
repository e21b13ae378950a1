import * as v from 'valibot';
import type { components } from '@/shared/api/schema.gen';
import { schoolToday } from '@/shared/i18n/format';

export type HomeVisit = components['schemas']['HomeVisit'];
export type HomeVisitRequest = components['schemas']['HomeVisitRequest'];

export const channels = ['on_site', 'at_school', 'phone', 'video', 'letter'] as const;
export const outcomes = ['done', 'elsewhere', 'absent', 'declined', 'rescheduled'] as const;
/** What a family that declined prefers. */
export const wishes = ['arrange', 'exempt', 'later'] as const;
export const receivers = ['father', 'mother', 'grandparent', 'other'] as const;

/** With these nobody was met, so nobody received the visitors. */
export const nobodyMet = (outcome: string) => outcome === 'absent' || outcome === 'rescheduled';

/** What a draft may hold: right in shape, not yet in content. */
export const draftSchema = v.object({
  student: v.string(),
  visited_on: v.string(),
  channel: v.picklist(channels),
  outcome: v.picklist(outcomes),
  integrity: v.boolean(),
  purposes: v.array(v.string()),
  narrative: v.string(),
  companions: v.array(v.string()),
  received_by: v.picklist(['', ...receivers]),
  agreed_what: v.string(),
  agreed_owner: v.string(),
  agreed_due: v.string(),
  suggestion: v.string(),
  // Younger than the drafts of an older app, which know nothing of them.
  wish: v.optional(v.picklist(['', ...wishes]), ''),
  agreed_channel: v.optional(v.picklist(['', ...channels]), ''),
  exempt_categories: v.optional(v.array(v.string()), []),
  exempt_reason: v.optional(v.string(), ''),
  /** The round in which it is made; drafts of an older app know of none. */
  round: v.optional(v.string(), ''),
});
export type Values = v.InferOutput<typeof draftSchema>;

const wishesExempt = (x: { outcome: string; wish: string }) => x.outcome === 'declined' && x.wish === 'exempt';

/** What may be saved. The agreement is all or nothing. */
export const schema = v.pipe(
  v.object({
    ...draftSchema.entries,
    student: v.pipe(v.string(), v.nonEmpty('visit.errors.student')),
    visited_on: v.pipe(
      v.string(),
      v.isoDate('visit.errors.date'),
      v.check((day) => day <= schoolToday(), 'visit.errors.future'),
    ),
    integrity: v.literal(true, 'visit.errors.integrity'),
  }),
  v.forward(
    v.check((x) => !(x.agreed_due || x.agreed_owner) || x.agreed_what.trim() !== '', 'visit.errors.agreedWhat'),
    ['agreed_what'],
  ),
  v.forward(
    v.check((x) => !x.agreed_what.trim() || x.agreed_owner !== '', 'visit.errors.agreedOwner'),
    ['agreed_owner'],
  ),
  v.forward(
    v.check((x) => !x.agreed_what.trim() || x.agreed_due !== '', 'visit.errors.agreedDue'),
    ['agreed_due'],
  ),
  v.forward(
    v.check((x) => x.agreed_due === '' || x.agreed_due >= x.visited_on, 'visit.errors.agreedEarly'),
    ['agreed_due'],
  ),
  v.forward(
    v.check((x) => !wishesExempt(x) || x.exempt_categories.length > 0, 'visit.errors.exemptWhich'),
    ['exempt_categories'],
  ),
  v.forward(
    v.check((x) => !wishesExempt(x) || x.exempt_reason.trim() !== '', 'visit.errors.exemptReason'),
    ['exempt_reason'],
  ),
);

export interface Trip {
  round: string;
  area: string;
  day: string;
  companions: string[];
}

export const blank = (student = '', purposes: string[] = [], trip?: Trip): Values => ({
  student,
  visited_on: trip?.day ?? schoolToday(),
  channel: 'on_site',
  outcome: 'done',
  integrity: false,
  purposes,
  narrative: '',
  companions: trip?.companions ?? [],
  received_by: '',
  agreed_what: '',
  agreed_owner: '',
  agreed_due: '',
  suggestion: '',
  wish: '',
  agreed_channel: '',
  exempt_categories: [],
  exempt_reason: '',
  round: trip?.round ?? '',
});

/** A channel makes it another meeting; only a family that declined was asked for one. */
const agreement = (values: Values) => ({
  what: values.agreed_what.trim(),
  owner: values.agreed_owner,
  due_on: values.agreed_due,
  ...(values.outcome === 'declined' &&
    values.wish === 'arrange' &&
    values.agreed_channel && { channel: values.agreed_channel }),
});

/** Only what was written travels: an empty optional field is left out. */
export function toRequest(values: Values): HomeVisitRequest {
  const { student, visited_on, channel, outcome, integrity } = values;
  const body: HomeVisitRequest = { student, visited_on, channel, outcome, integrity };
  if (values.purposes.length) body.purposes = values.purposes;
  if (values.companions.length) body.companions = values.companions;
  if (values.received_by && !nobodyMet(values.outcome)) body.received_by = values.received_by;
  if (values.narrative.trim()) body.narrative = values.narrative.trim();
  if (values.agreed_what.trim()) body.agreed = agreement(values);
  if (values.round) body.round = values.round;
  if (values.suggestion.trim()) body.suggestion = values.suggestion.trim();
  if (wishesExempt(values))
    body.exemption = { categories: values.exempt_categories, reason: values.exempt_reason.trim() };
  return body;
}

/** What travelled of the family's choice, back into the form. */
export const wishOf = ({ agreed, exemption }: Pick<HomeVisitRequest, 'agreed' | 'exemption'>): Partial<Values> => ({
  ...(agreed?.channel && { wish: 'arrange' as const, agreed_channel: agreed.channel as Values['agreed_channel'] }),
  ...(exemption && {
    wish: 'exempt' as const,
    exempt_categories: exemption.categories,
    exempt_reason: exemption.reason,
  }),
});

/** A refused record, back into the form. */
export const fromRequest = (body: HomeVisitRequest): Values => ({
  ...blank(body.student),
  visited_on: body.visited_on,
  channel: body.channel as Values['channel'],
  outcome: body.outcome as Values['outcome'],
  integrity: body.integrity,
  purposes: body.purposes ?? [],
  companions: body.companions ?? [],
  received_by: (body.received_by ?? '') as Values['received_by'],
  narrative: body.narrative ?? '',
  agreed_what: body.agreed?.what ?? '',
  agreed_owner: body.agreed?.owner ?? '',
  agreed_due: body.agreed?.due_on ?? '',
  suggestion: body.suggestion ?? '',
  ...wishOf(body),
  round: body.round ?? '',
});

/** A stored visit, into the form. The narrative stays sealed until it is revealed. */
export const fromVisit = (visit: HomeVisit): Values => ({
  ...blank(visit.student.id),
  visited_on: visit.visited_on,
  channel: visit.channel as Values['channel'],
  outcome: visit.outcome as Values['outcome'],
  integrity: visit.integrity,
  purposes: visit.purposes ?? [],
  companions: visit.companions.map((c) => c.id),
  received_by: (visit.received_by ?? '') as Values['received_by'],
  suggestion: visit.suggestion,
});

/** The server names fields its own way; the form shows each word beside the right field. */
export function toFormErrors(fields: Record<string, string>): Record<string, string> {
  const names: Record<string, keyof Values> = {
    'agreed.what': 'agreed_what',
    'agreed.owner': 'agreed_owner',
    'agreed.due_on': 'agreed_due',
    'agreed.channel': 'agreed_channel',
    agreed: 'agreed_what',
    'exemption.categories': 'exempt_categories',
    'exemption.reason': 'exempt_reason',
    exemption: 'wish',
    category: 'exempt_categories',
  };
  return Object.fromEntries(
    Object.entries(fields).map(([field, words]) => [names[field] ?? field.split('.')[0] ?? field, words]),
  );
}
