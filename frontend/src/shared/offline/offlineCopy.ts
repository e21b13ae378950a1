import { kindOf } from '../api/errors';
import { device, keep, kept } from './kept';
import { canSeal } from './seal';

/** What a page shows: the rows, and when they were fetched if they come from the device. */
export interface Copied<T> {
  value: T;
  keptAt?: number;
}

/** The network's answer when there is one, else the last answer kept on this device. Opt-in, list by list. */
export const offlineCopy =
  <T>(name: string, fetchFresh: (signal: AbortSignal) => Promise<T>) =>
  async ({ signal }: { signal: AbortSignal }): Promise<Copied<T>> => {
    const owner = await device.get('last-owner');
    try {
      const value = await fetchFresh(signal);
      // Signed out while it was on the way: it is not kept after the wiping.
      if (owner && canSeal() && owner === (await device.get('last-owner'))) await keep('copies', owner, name, value);
      return { value };
    } catch (error) {
      const copy = owner && kindOf(error) === 'offline' ? await kept('copies', owner, name) : undefined;
      if (!copy) throw error;
      return { value: copy.value as T, keptAt: copy.savedAt };
    }
  };
