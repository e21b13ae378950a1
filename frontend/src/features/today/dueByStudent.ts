import type { Obligation } from '@/shared/api/lists';

const pressing: Record<string, number> = { overdue: 0, due_soon: 1, due: 2 };

export interface DueVisit {
  student: Obligation['student'];
  due_on: string;
  state: string;
  /** 送温暖…, where this person may know. */
  purposes: string[];
  codes: string[];
}

/** One family, one visit: a child owed three times is one line, at its earliest day. */
export function dueByStudent(obligations: readonly Obligation[]): DueVisit[] {
  const lines = new Map<string, DueVisit>();
  const owed = obligations
    .filter((o) => o.state in pressing)
    .sort(
      (a, b) => (pressing[a.state] ?? 9) - (pressing[b.state] ?? 9) || (a.due_on ?? '').localeCompare(b.due_on ?? ''),
    );
  for (const { student, due_on, state, category } of owed) {
    const line = lines.get(student.id) ?? { student, due_on: due_on ?? '', state, purposes: [], codes: [] };
    if (category) {
      line.purposes.push(category.purpose);
      line.codes.push(category.code);
    }
    lines.set(student.id, line);
  }
  return [...lines.values()];
}
