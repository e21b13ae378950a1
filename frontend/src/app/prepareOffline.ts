import {
  careCategories,
  colleagues,
  myGeneralVisits,
  myObligations,
  myRounds,
  visitableStudents,
} from '@/shared/api/lists';
import { queryClient } from '@/shared/api/queryClient';
import type { Me } from '@/shared/session/me';

/** One visit with a network is enough: what the form chooses from lies on the device before it is needed. */
export function prepareOffline({ permissions }: Me) {
  if (!permissions.includes('VISIT_RECORD')) return;
  void queryClient.prefetchQuery(visitableStudents);
  void queryClient.prefetchQuery(colleagues);
  void queryClient.prefetchQuery(myRounds);
  if (permissions.includes('CIRCUMSTANCE_READ')) void queryClient.prefetchQuery(careCategories);
  if (!permissions.includes('OBLIGATION_READ')) return;
  void queryClient.prefetchQuery(myObligations);
  void queryClient.prefetchQuery(myGeneralVisits);
}
