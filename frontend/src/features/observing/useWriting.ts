import { useEffect, useState, useSyncExternalStore } from 'react';
import type { OutboxItem } from '@/shared/offline/items';
import { useMe } from '@/shared/session/me';
import { type Autosave, autosave, type Saving } from './autosave';
import type { Beginning } from './begin';

export interface WritingState {
  saver: Autosave;
  saving: Saving;
  change: Autosave['change'];
}

/** What is written, and where it lies. A row of the outbox stays there until it is written anew. */
export function useWriting(begin: Beginning, item: OutboxItem | undefined): WritingState {
  const me = useMe();
  const [saver] = useState(() => {
    const made = autosave(me.id, begin.draft, item !== undefined || (begin.record?.is_open_again ?? false));
    if (begin.conflict) made.meet(begin.conflict);
    return made;
  });
  const saving = useSyncExternalStore(saver.subscribe, saver.snapshot);
  useEffect(() => saver.watch(), [saver]);
  return { saver, saving, change: saver.change };
}
