import { schoolToday } from '@/shared/i18n/format';
import type { OutboxItem } from '@/shared/offline/items';
import type { Batch } from './kept';
import { AWARD, type Award, UNDO, type Undo } from './send';

/** How often I recognised each child today: what the school has, and what still lies on this device. */
export function givenToday(batches: readonly Batch[], waiting: readonly OutboxItem[], today = schoolToday()) {
  const undone = waiting.flatMap((row) => (row.kind === UNDO ? [row.body as Undo] : []));
  const isUndone = (batch: string, student: string) =>
    undone.some((one) => one.batch === batch && (!one.students || one.students.includes(student)));
  const counts = new Map<string, number>();
  const count = (student: string) => counts.set(student, (counts.get(student) ?? 0) + 1);
  for (const batch of batches) {
    if (batch.occurred_on !== today || batch.item.kind !== 'recognition') continue;
    for (const { student, is_reversed } of batch.entries)
      if (!is_reversed && !isUndone(batch.id, student.id)) count(student.id);
  }
  for (const row of waiting) {
    if (row.kind !== AWARD || row.state !== 'queued') continue;
    const { request, kind } = row.body as Award;
    if (kind === 'recognition' && request.occurred_on === today) request.students.forEach(count);
  }
  return counts;
}
