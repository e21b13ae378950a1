import { useState } from 'react';
import type { OutboxItem } from '@/shared/offline/items';
import { outbox } from '@/shared/offline/outbox';
import { beginChange, type ChangeStart } from './change';
import type { HomeVisit } from './schema';

export const KIND = 'home-visit-change';

/** What an edit begins with, taken once: what is fetched or sent behind the form does not move its ground. */
export function useChangeForm(visit: HomeVisit, kept: OutboxItem | undefined): ChangeStart {
  const [start] = useState(() => {
    const others = outbox.snapshot().items.filter((item) => item.kind === KIND && item.id !== kept?.id);
    return beginChange(visit, others, kept);
  });
  return start;
}
