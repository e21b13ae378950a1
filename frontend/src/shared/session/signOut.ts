import { queryClient } from '../api/queryClient';
import { device, wipeCopies } from '../offline/kept';
import { outbox } from '../offline/outbox';
import { signOutAtServer } from './allauth';

/** What came from the server leaves the device. Drafts and unsent records stay, sealed, until their author is back. */
export async function signOut() {
  outbox.close();
  await queryClient.cancelQueries();
  await device.unset('last-owner');
  await wipeCopies();
  try {
    await signOutAtServer();
  } catch {
    await device.set('sign-out-owed', 'yes'); // no network: paid before anyone is let in again
  }
  queryClient.clear();
}
