import { useQuery } from '@tanstack/react-query';
import { Outlet, useMatches, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect, useRef } from 'react';
import { meQuery } from '@/shared/session/me';
import { Failure, Forbidden, NotFound, PageSkeleton } from '@/shared/ui/states';
import { isOpen } from './openPaths';
import { prepareOffline } from './prepareOffline';
import { Shell } from './Shell';

/** A page change is said aloud by moving the focus to the page, and never on the first paint. */
function useFocusAfterNavigation() {
  const path = useRouterState({ select: (s) => s.resolvedLocation?.pathname });
  const last = useRef(path);
  useEffect(() => {
    if (last.current && path && last.current !== path) document.getElementById('main')?.focus({ preventScroll: true });
    last.current = path;
  }, [path]);
}

/** Another tab signed somebody else in: what this tab holds in memory is not theirs to see. */
function useReloadForAnother(id: string | undefined) {
  const first = useRef(id);
  useEffect(() => {
    first.current ??= id;
    if (id && first.current !== id) location.assign('/');
  }, [id]);
}

/** The frame of every address: who may see it, with or without the shell around it. */
export function Root() {
  const page = useMatches({ select: (matches) => matches.at(-1)?.staticData });
  const path = useRouterState({ select: (s) => s.location.pathname });
  const { data: me } = useQuery({ ...meQuery, enabled: !isOpen(path) });
  useFocusAfterNavigation();
  useReloadForAnother(me?.id);
  useEffect(() => {
    if (me && me.second_factor !== 'missing') prepareOffline(me);
  }, [me]);
  // The session ended while a page was open. A full reload leaves nothing of it in memory.
  useEffect(() => {
    if (me === null && !isOpen(path)) location.assign(`/sign-in?next=${encodeURIComponent(path)}`);
  }, [me, path]);
  // A post that demands a second factor began while a page was open.
  useEffect(() => {
    if (me?.second_factor === 'missing' && path !== '/second-factor' && !isOpen(path))
      location.assign('/second-factor');
  }, [me, path]);

  if (page?.bare) {
    return (
      <Suspense fallback={<PageSkeleton />}>
        <Outlet />
      </Suspense>
    );
  }
  if (!me) return <PageSkeleton />;
  const refused = page?.needs !== undefined && !me.permissions.includes(page.needs);
  return (
    <Shell me={me}>
      <Suspense fallback={<PageSkeleton />}>{refused ? <Forbidden /> : <Outlet />}</Suspense>
    </Shell>
  );
}

export const Lost = () => <NotFound />;

export const Failed = ({ error, reset }: { error: unknown; reset: () => void }) => (
  <Failure error={error} reset={() => reset()} />
);
