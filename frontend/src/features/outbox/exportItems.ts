import type { OutboxItem } from '@/shared/offline/items';

/** The last resort when a device never gets a line again: the records, as a file their author carries. */
export function exportItems(items: readonly OutboxItem[]) {
  const rows = items.map(({ id, kind, label, body, createdAt, state }) => ({
    id,
    kind,
    label,
    body,
    state,
    saved_at: new Date(createdAt).toISOString(),
  }));
  const url = URL.createObjectURL(new Blob([JSON.stringify(rows, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `wotu-outbox-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
