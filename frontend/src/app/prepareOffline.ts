import { lastClass, myBatches, pointClass, pointClasses } from '@/features/civility/kept';
import { classesToCheck, itemsToCheck } from '@/features/contests/queries';
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

/** The classes that a teacher stands before; an office that may record for all of them keeps the last one. */
const KEPT_CLASSES = 8;

async function preparePoints() {
  void queryClient.prefetchQuery(myBatches);
  const all = (await queryClient.fetchQuery(pointClasses)).value;
  const near = all.length <= KEPT_CLASSES ? all : all.filter((one) => one.is_own || one.id === lastClass.get());
  for (const { id } of near) await queryClient.prefetchQuery(pointClass(id));
}

/** Also what an observer chooses from; fetched apart, because the shell need not know of lessons. */
async function prepareObserving() {
  const lists = await import('@/shared/lessons/lists');
  for (const one of [lists.strategyTags, lists.lessonKinds, lists.currentRubrics, lists.classesToVisit])
    void queryClient.prefetchQuery(one as typeof lists.strategyTags);
  void queryClient.prefetchQuery(lists.lessonsNearby);
  void queryClient.prefetchQuery(colleagues);
}

/** One visit with a network is enough: what the form chooses from lies on the device before it is needed. */
export function prepareOffline({ permissions }: Me) {
  if (permissions.includes('POINT_AWARD')) preparePoints().catch(() => undefined); // the page itself says what fails
  if (permissions.includes('CONTEST_CHECK')) {
    void queryClient.prefetchQuery(classesToCheck);
    void queryClient.prefetchQuery(itemsToCheck);
  }
  if (permissions.includes('LESSON_OBSERVE')) prepareObserving().catch(() => undefined);
  if (!permissions.includes('VISIT_RECORD')) return;
  void queryClient.prefetchQuery(visitableStudents);
  void queryClient.prefetchQuery(colleagues);
  void queryClient.prefetchQuery(myRounds);
  if (permissions.includes('CIRCUMSTANCE_READ')) void queryClient.prefetchQuery(careCategories);
  if (!permissions.includes('OBLIGATION_READ')) return;
  void queryClient.prefetchQuery(myObligations);
  void queryClient.prefetchQuery(myGeneralVisits);
}
