import type { ActivityKind, Holding } from './queries';

/** What an activity may say of itself besides day and topic, as it stands in the fields. */
export interface Given {
  research_level: string;
  domain: string;
  hours: string;
  headcount: string;
  issue: string;
  outcome: string;
}
export type GivenName = keyof Given;

export const nothingGiven: Given = {
  research_level: '',
  domain: '',
  hours: '',
  headcount: '',
  issue: '',
  outcome: '',
};

/** Without these the server does not take it as held. */
export const counting = ['research_level', 'domain', 'hours', 'issue', 'headcount'] as const;

export const isAsked = (kind: ActivityKind, name: GivenName): boolean => kind[`asks_${name}`];
export const isNeeded = (kind: ActivityKind, name: GivenName): boolean =>
  name === 'headcount' ? kind.asks_visitors : name !== 'outcome' && isAsked(kind, name);

const numberOf = (text: string) => (text.trim() === '' ? null : Number(text));

/** Only what the kind asks for: the rest would be refused. */
export function givenBody(kind: ActivityKind, given: Given): Holding {
  return {
    ...(kind.asks_research_level && given.research_level
      ? { research_level: given.research_level as NonNullable<Holding['research_level']> }
      : {}),
    ...(kind.asks_domain && given.domain ? { domain: given.domain as NonNullable<Holding['domain']> } : {}),
    ...(kind.asks_hours && { hours: numberOf(given.hours) }),
    ...(kind.asks_headcount && { headcount: numberOf(given.headcount) }),
    ...(kind.asks_issue && { issue: numberOf(given.issue) }),
    ...(kind.asks_outcome && { outcome: given.outcome.trim() }),
  };
}

export const givenOf = (row: {
  research_level: string;
  domain: string;
  hours: number | null;
  headcount: number | null;
  issue: number | null;
  outcome: string;
}): Given => ({
  research_level: row.research_level,
  domain: row.domain,
  hours: row.hours === null ? '' : String(row.hours),
  headcount: row.headcount === null ? '' : String(row.headcount),
  issue: row.issue === null ? '' : String(row.issue),
  outcome: row.outcome,
});
