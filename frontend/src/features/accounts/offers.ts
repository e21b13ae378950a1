import type { Account, Act } from './queries';

/** What makes sense for an account as it stands; what is allowed says the row. */
export function offers(account: Account): (Act | 'link')[] {
  const fits: Record<Act | 'link', boolean> = {
    link: account.is_active,
    withdraw_link: account.state === 'invited' || account.state === 'lapsed',
    end_sessions: account.sessions > 0,
    take_off_second_factor: account.second_factor,
    deactivate: account.is_active,
    activate: !account.is_active,
  };
  return (Object.keys(fits) as (Act | 'link')[]).filter((act) => fits[act] && account.abilities.includes(act));
}

/** Which words the link goes by: a first invitation, another one, or a password that was forgotten. */
export const linkWord = ({ state }: Account) =>
  state === 'not_invited' ? 'invite' : state === 'invited' || state === 'lapsed' ? 'inviteAgain' : 'reset';

/** What an administrator looks through, one after the other. */
export const views = {
  all: () => true,
  waiting: ({ state }: Account) => state === 'invited' || state === 'lapsed' || state === 'not_invited',
  attention: ({ state, posts_ended, is_active }: Account) => state === 'idle' || (posts_ended && is_active),
  deactivated: ({ state }: Account) => state === 'deactivated',
};
export type View = keyof typeof views;
