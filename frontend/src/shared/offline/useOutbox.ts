import { useSyncExternalStore } from 'react';
import { outbox } from './outbox';

export const useOutbox = () => useSyncExternalStore(outbox.subscribe, outbox.snapshot);

/** Ids of the students (or records) that something on this device is still waiting to be sent about. */
export function useUnsentSubjects(kind: string): ReadonlySet<string> {
  const { items } = useOutbox();
  return new Set(items.flatMap((item) => (item.kind === kind ? (outbox.kind(kind)?.subject?.(item) ?? []) : [])));
}
