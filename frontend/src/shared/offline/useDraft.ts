import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import * as v from 'valibot';
import { forget, keep, kept } from './kept';
import { canSeal } from './seal';

interface Options<T> {
  owner: string;
  /** Form and subject: `home-visit/new`, `home-visit/<id>`. */
  name: string;
  schema: v.GenericSchema<unknown, T>;
  restore: (value: T) => void;
  /** False while the form is filled from somewhere else and a draft must not overwrite it. */
  active?: boolean;
}

/** Keeps a form's text on the device, sealed, while it is written; gives it back if the page went away. */
export function useDraft<T>({ owner, name, schema, restore, active = true }: Options<T>) {
  const [savedAt, setSavedAt] = useState<number>();
  const done = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: restore once per draft
  useEffect(() => {
    if (!active) return;
    let here = true;
    void kept('drafts', owner, name).then((draft) => {
      const value = v.safeParse(schema, draft?.value);
      if (!here || !draft || !value.success) return; // none, or written by an older form
      restore(value.output);
      setSavedAt(draft.savedAt);
    });
    return () => {
      here = false;
    };
  }, [owner, name, active]);
  const save = useDebouncedCallback(
    async (value: T) => {
      if (!active || !canSeal() || done.current) return;
      await keep('drafts', owner, name, value);
    },
    { delay: 400, flushOnUnmount: true },
  );
  const discard = async () => {
    save.cancel();
    await forget('drafts', owner, name);
    setSavedAt(undefined);
  };
  /** The form is finished: a late keystroke must not bring the draft back. */
  const finish = async () => {
    done.current = true;
    await discard();
  };
  return { savedAt, save, discard, finish };
}
