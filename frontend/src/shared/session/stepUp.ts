import { ApiError } from '../api/errors';

type Answer = (confirmed: boolean) => void;

let asking: Answer | undefined;
const listeners = new Set<() => void>();

function set(next: Answer | undefined) {
  asking = next;
  for (const listener of listeners) listener();
}

/** One question at a time: who is at the keyboard? The dialog in the shell asks it. */
export const stepUp = {
  isAsking: () => asking !== undefined,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  answer(confirmed: boolean) {
    const told = asking;
    set(undefined);
    told?.(confirmed);
  },
  ask: () =>
    new Promise<boolean>((resolve) => {
      asking?.(false); // an earlier question gives way
      set(resolve);
    }),
};

export const needsStepUp = (error: unknown) => error instanceof ApiError && error.code === 'step_up_required';

/** Does it; when the sign-in is too old for it, asks for the password once and does it again. */
export async function withStepUp<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!needsStepUp(error) || !(await stepUp.ask())) throw error;
    return work();
  }
}
