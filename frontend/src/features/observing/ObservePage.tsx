import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReopened } from '@/shared/offline/useReopened';
import { uuid } from '@/shared/offline/uuid';
import { useMe } from '@/shared/session/me';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import { beginAgain, beginFresh, beginWith, lessonToObserve } from './begin';
import { PickLesson } from './PickLesson';
import { Writing } from './Writing';

const page = getRouteApi('/observe');

/** The observing page: the lesson that was chosen, one that stands in no plan, or the choice. */
export function ObservePage() {
  const { lesson, fresh, again } = page.useSearch();
  if (again) return <Again key={again} id={again} />;
  if (lesson) return <OfLesson key={lesson} id={lesson} />;
  if (fresh) return <OfFresh key={fresh} isOut={fresh === 'elsewhere'} />;
  return <PickLesson />;
}

/** Read once: what is fetched behind the page must not move the ground under what is written. */
function useOnce<T>(read: () => Promise<T>) {
  const [key] = useState(uuid);
  return useQuery({
    queryKey: ['observing', key],
    queryFn: read,
    networkMode: 'always',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
}

function OfLesson({ id }: { id: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const lesson = useQuery(lessonToObserve(id));
  const begin = useOnce(() => beginWith(me.id, id));
  if (lesson.isPending || begin.isPending) return <PageSkeleton />;
  if (!begin.data) return <Failure error={begin.error} reset={begin.refetch} />;
  // Without a line a lesson from another week is not on the device; what was written of it is.
  if (!lesson.data && !begin.data.restoredAt) return <Failure error={lesson.error} reset={lesson.refetch} />;
  const { record } = begin.data;
  if (record && record.state !== 'draft' && !record.is_open_again)
    return <Navigate to="/observations/$id" params={{ id: record.id }} replace />;
  if (lesson.data?.is_mine) return <Empty whole title={t('observe.own')} hint={t('observe.ownHint')} />;
  return <Writing begin={begin.data} lesson={lesson.data} />;
}

function OfFresh({ isOut }: { isOut: boolean }) {
  const me = useMe();
  const begin = useOnce(() => beginFresh(me.id, isOut));
  if (begin.isPending) return <PageSkeleton />;
  if (!begin.data) return <Failure error={begin.error} reset={begin.refetch} />;
  return <Writing begin={begin.data} />;
}

function Again({ id }: { id: string }) {
  const reopened = useReopened(id);
  const [begin] = useState(() => beginAgain(id));
  const lesson = useQuery({ ...lessonToObserve(begin?.draft.lesson ?? ''), enabled: Boolean(begin?.draft.lesson) });
  if (!begin || !reopened) return <Navigate to="/observations" replace />;
  if (lesson.isLoading) return <PageSkeleton />;
  return <Writing begin={begin} lesson={lesson.data} item={reopened} />;
}
