import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '@/shared/api/errors';

/**
 * The row that a form is filled from. One that was kept is read anew first; from then on it is the same, whatever is read
 * behind the writer's hands: what is saved changes this version, and no newer one in silence.
 */
export function useBefore<T>({ data, isFetching, isFetchedAfterMount }: UseQueryResult<T>) {
  const [before, setBefore] = useState<T>();
  if (before === undefined && data !== undefined && (isFetchedAfterMount || !isFetching)) setBefore(data);
  return before;
}

/** The version that a refusal told of: who was told that somebody else wrote may save over it. */
export const toldOf = (error: unknown) =>
  error instanceof ApiError && error.status === 412
    ? (error.current as { version: number } | undefined)?.version
    : undefined;
