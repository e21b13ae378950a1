import type { Obligation } from '@/shared/api/lists';

export const groupNames = ['overdue', 'due_soon', 'due', 'not_yet_due', 'settled', 'exempt', 'apart'] as const;
export type GroupName = (typeof groupNames)[number];

/** What presses is open; the rest is folded with its count. */
export const pressing: ReadonlySet<GroupName> = new Set(['overdue', 'due_soon', 'due']);

const groupOf = (state: string): GroupName =>
  groupNames.includes(state as GroupName) ? (state as GroupName) : 'apart';

/** By state, and within a state by the day it is due, then by class and name. */
export function grouped(obligations: readonly Obligation[], name: string): Map<GroupName, Obligation[]> {
  const groups = new Map<GroupName, Obligation[]>();
  for (const obligation of obligations) {
    if (name && !obligation.student.name.includes(name)) continue;
    const group = groupOf(obligation.state);
    groups.set(group, [...(groups.get(group) ?? []), obligation]);
  }
  const key = (o: Obligation) => `${o.due_on}/${o.student.school_class?.name ?? ''}/${o.student.name}`;
  for (const rows of groups.values()) rows.sort((a, b) => key(a).localeCompare(key(b), 'zh-Hans'));
  return groups;
}
