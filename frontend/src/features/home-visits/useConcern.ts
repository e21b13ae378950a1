import { useState } from 'react';
import { outbox } from '@/shared/offline/outbox';
import { useDraft } from '@/shared/offline/useDraft';
import { useMe } from '@/shared/session/me';
import { focusField } from '@/shared/ui/focusField';
import {
  blankConcern,
  type ConcernErrors,
  type ConcernValues,
  concernSchema,
  KIND,
  missing,
  toConcern,
} from './concern';

type About = Parameters<typeof toConcern>[1];

/** A concern being written: sealed as a draft of its own, apart from the visit's. */
export function useConcern(name: string, begin?: ConcernValues) {
  const me = useMe();
  const [opened, setOpened] = useState(begin !== undefined);
  const [values, setValues] = useState(begin ?? blankConcern);
  const [errors, setErrors] = useState<ConcernErrors>({});
  const draft = useDraft({
    owner: me.id,
    name: `concern/${name}`,
    schema: concernSchema,
    restore: (kept) => {
      setValues(kept);
      setOpened(true);
    },
    active: begin === undefined,
  });
  return {
    opened,
    values,
    errors,
    open: () => setOpened(true),
    change(next: ConcernValues) {
      setValues(next);
      draft.save(next);
    },
    async drop() {
      setOpened(false);
      setValues(blankConcern);
      setErrors({});
      await draft.discard();
    },
    /** False when something must still be said; the first field that lacks it has the focus. */
    isWhole() {
      const wrong = opened ? missing(values) : {};
      setErrors(wrong);
      const [first] = Object.keys(wrong);
      if (first) focusField(`concern-${first}`);
      return first === undefined;
    },
    /** Into the outbox, sealed for itself; the draft goes when it lies there. */
    async send(label: string, about: About, again?: string) {
      const body = toConcern(values, about);
      await (again ? outbox.rewrite(again, KIND, label, body) : outbox.add(KIND, label, body));
      await draft.finish();
    },
    /** On a device that cannot seal: at once, or not at all. */
    direct: (id: string, about: About) => outbox.direct(id, KIND, toConcern(values, about)),
  };
}
