import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { uuid } from '../offline/uuid';
import { ApiError } from './errors';

/**
 * One gesture: its key stays the same until there is an answer, so that pressing again is harmless. Afterwards the
 * lists that it may have changed (`stale`) are read anew.
 */
export function useWrite<A, R>(
  write: (given: A, key: string) => Promise<R>,
  stale: readonly string[],
  onDone?: (made: R, given: A) => void,
) {
  const client = useQueryClient();
  const key = useRef(uuid());
  return useMutation({
    mutationFn: (given: A) => write(given, key.current),
    onSuccess: (made, given) => onDone?.(made, given),
    onSettled: (_made, error) => {
      if (!error || (error instanceof ApiError && error.status < 500)) key.current = uuid();
      return Promise.all(stale.map((name) => client.invalidateQueries({ queryKey: [name] })));
    },
  });
}
