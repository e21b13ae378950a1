import type { TFunction } from 'i18next';
import type { components } from '@/shared/api/schema.gen';
import type { Difference } from '@/shared/offline/kind';
import { fromVisit, type HomeVisit, nobodyMet, toRequest, type Values } from './schema';

type Changes = components['schemas']['PatchedHomeVisitRequest'];
type Field = keyof Changes;

/** What waits in the outbox for an edit: only the fields touched, and how they read to a person. */
export interface VisitChange {
  id: string;
  version: number;
  changes: Changes;
  shown: Partial<Record<Field, string>>;
}

const LIST = '、';

export const labels = {
  visited_on: 'visit.date',
  channel: 'visit.channel',
  outcome: 'visit.outcome',
  purposes: 'visit.purposes',
  companions: 'visit.companions',
  received_by: 'visit.receivedBy',
  narrative: 'visit.narrative',
  agreed: 'visit.agreed',
  exemption: 'visit.declined.wishLabel',
  suggestion: 'visit.suggestion',
  integrity: 'visit.integrity',
  student: 'visit.student',
} as const satisfies Record<Field, string>;

/** The server takes a blank to clear the field; the schema's enumeration only cannot say so. */
const relation = (value: Values['received_by']) => value as NonNullable<Changes['received_by']>;

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The fields whose value differs from the stored visit. Sealed text counts only when something was written. */
export function changesOf(visit: HomeVisit, values: Values): Changes {
  const before = fromVisit(visit);
  const after: Changes = {
    visited_on: values.visited_on,
    channel: values.channel,
    outcome: values.outcome,
    integrity: values.integrity,
    purposes: [...values.purposes].sort(),
    companions: [...values.companions].sort(),
    received_by: relation(nobodyMet(values.outcome) ? '' : values.received_by),
    suggestion: values.suggestion.trim(),
  };
  const was: Partial<Record<Field, unknown>> = {
    ...before,
    purposes: [...before.purposes].sort(),
    companions: [...before.companions].sort(),
  };
  const changes = Object.fromEntries(
    Object.entries(after).filter(([field, value]) => !same(value, was[field as Field])),
  ) as Changes;
  if (visit.purposes === undefined) delete changes.purposes; // not told, therefore not ours to change
  const { narrative, agreed } = toRequest(values);
  if (narrative) changes.narrative = narrative;
  if (agreed) changes.agreed = agreed;
  return changes;
}

/** A refused change, laid over the stored visit again. */
export function withChanges(values: Values, { agreed, ...changes }: Changes): Values {
  const again = { ...values, ...(changes as Partial<Values>) };
  return agreed ? { ...again, agreed_what: agreed.what, agreed_owner: agreed.owner, agreed_due: agreed.due_on } : again;
}

interface Names {
  staff: (id: string) => string;
  purpose: (code: string) => string;
}

/** How the author's values read, kept beside them: names may be out of reach when the conflict is shown. */
export function shownOf(changes: Changes, names: Names, t: TFunction): VisitChange['shown'] {
  const shown: VisitChange['shown'] = {};
  for (const [field, value] of Object.entries(changes)) shown[field as Field] = String(value ?? '');
  if (changes.channel) shown.channel = t(`visit.channels.${changes.channel as 'phone'}`);
  if (changes.outcome) shown.outcome = t(`visit.outcomes.${changes.outcome as 'done'}`);
  if (changes.received_by) shown.received_by = t(`visit.receivers.${changes.received_by as 'other'}`);
  if (changes.companions) shown.companions = changes.companions.map(names.staff).join(LIST);
  if (changes.purposes) shown.purposes = changes.purposes.map(names.purpose).join(LIST);
  if (changes.agreed) shown.agreed = changes.agreed.what;
  if (changes.exemption) shown.exemption = changes.exemption.reason;
  return shown;
}

/** How the school's row reads, field by field. */
function theirs(current: HomeVisit, field: Field, t: TFunction): string {
  if (field === 'channel') return t(`visit.channels.${current.channel as 'phone'}`);
  if (field === 'outcome') return t(`visit.outcomes.${current.outcome as 'done'}`);
  if (field === 'received_by') return current.received_by ? t(`visit.receivers.${current.received_by as 'other'}`) : '';
  if (field === 'companions') return current.companions.map((c) => c.name).join(LIST);
  if (field === 'purposes') return (current.purposes ?? []).join(LIST);
  if (field === 'agreed') return current.agreed.map((a) => a.what).join(LIST);
  if (field === 'exemption') return (current.exemptions ?? []).map((e) => e.category.purpose).join(LIST);
  if (field === 'narrative') return t('visitPage.sealedNarrative');
  if (field === 'student') return current.student.name;
  return String(current[field] ?? '');
}

/** Only the fields I touched and the other did not bring to the same value. */
export function differences(change: VisitChange, current: unknown, t: TFunction): Difference[] {
  const row = current as HomeVisit;
  return (Object.keys(change.changes) as Field[])
    .map((field) => ({
      field,
      label: t(labels[field]),
      mine: change.shown[field] ?? '',
      theirs: theirs(row, field, t),
    }))
    .filter((d) => d.mine !== d.theirs);
}
