import { queryClient } from '../api/queryClient';

const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('session');

/** Tells the other tabs that someone signed in or out; each asks the server who is here now. */
export const announce = () => channel?.postMessage(0);

export const listenToOtherTabs = () =>
  channel?.addEventListener('message', () => void queryClient.invalidateQueries({ queryKey: ['me'] }));
