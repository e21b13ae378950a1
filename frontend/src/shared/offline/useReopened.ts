import { useEffect, useState } from 'react';
import { outbox } from './outbox';

/** The row of the outbox that a form was opened with, as it then was. It is not sent while the form stands open. */
export function useReopened(id: string | undefined) {
  const [item] = useState(() => (id ? outbox.find(id) : undefined));
  useEffect(() => (item ? outbox.hold(item.id) : undefined), [item]);
  return item;
}
