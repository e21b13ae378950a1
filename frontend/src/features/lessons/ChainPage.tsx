import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { lessonsTouched } from '@/shared/lessons/lists';
import { useLessonWords } from '@/shared/lessons/useLessonWords';
import { useCan, useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Chain.module.css';
import { type ChainPage as Chain, type ChainLesson, chainQuery, closeChain, reopenChain } from './queries';

const page = getRouteApi('/chains/$id');

/** The chain: each lesson with what it changed, what its teacher thinks, what observers saw; and the next one's place. */
export function ChainPage() {
  const { id } = page.useParams();
  const { data: chain, error, isPending, refetch } = useQuery(chainQuery(id));
  if (isPending) return <PageSkeleton />;
  if (!chain) return <Failure error={error} reset={refetch} />;
  return <Relay chain={chain} />;
}

function Relay({ chain }: { chain: Chain }) {
  const { t } = useTranslation();
  const can = useCan();
  const mine = (ability: string) => chain.abilities.includes(ability);
  const close = useWrite(closeChain, lessonsTouched, () => notify(t('chains.closedNow')));
  const reopen = useWrite(reopenChain, lessonsTouched, () => notify(t('chains.reopenedNow')));
  return (
    <div className={classes.page}>
      <PageHeader
        title={chain.topic}
        hint={[
          chain.subject,
          t('chains.legs', { count: chain.lesson_count }),
          chain.started_by && t('chains.startedBy', { name: chain.started_by.name }),
        ]
          .filter(Boolean)
          .join(' · ')}
      >
        {mine('close') && (
          <Button
            variant="default"
            loading={close.isPending}
            onClick={() => close.mutate(chain.id, { onError: notifyProblem })}
          >
            {t('chains.close')}
          </Button>
        )}
        {mine('reopen') && (
          <Button
            variant="default"
            loading={reopen.isPending}
            onClick={() => reopen.mutate(chain.id, { onError: notifyProblem })}
          >
            {t('chains.reopen')}
          </Button>
        )}
      </PageHeader>
      <Next chain={chain} />
      {!chain.has_part && <p className={classes.note}>{t('chains.noPart')}</p>}
      <ol className={classes.chain}>
        {chain.lessons.map((lesson) => (
          <Leg key={lesson.id} lesson={lesson} open={chain.has_part} />
        ))}
        {!chain.closed_at && (
          <li className={classes.place}>
            <b>{t('chains.place', { number: (chain.lessons.at(-1)?.position ?? 0) + 1 })}</b>
            <p>{t(chain.lessons.length ? 'chains.placeHint' : 'chains.firstHint')}</p>
            {can('LESSON_HOST') && (
              <ButtonLink
                to="/lessons/new"
                search={{ chain: chain.id }}
                variant="light"
                leftSection={<IconPlus size={18} aria-hidden />}
              >
                {t('chains.take')}
              </ButtonLink>
            )}
          </li>
        )}
      </ol>
    </div>
  );
}

function Next({ chain }: { chain: Chain }) {
  const { t } = useTranslation();
  const { staff_id } = useMe();
  const next = chain.acts_next;
  if (chain.closed_at) return <p className={classes.next}>{t('chains.isClosed')}</p>;
  if (!next) return null;
  const me = next.who.id === staff_id;
  return (
    <p className={classes.next} data-mine={me || undefined}>
      {t(`chains.next.${next.what}`, { name: me ? t('chains.you') : next.who.name })}{' '}
      {me && (
        <Link to="/lessons/$id" params={{ id: next.lesson }}>
          {t('chains.go')}
        </Link>
      )}
    </p>
  );
}

function Leg({ lesson, open }: { lesson: ChainLesson; open: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useLessonWords();
  return (
    <li data-given={lesson.is_given || undefined}>
      <div className={classes.head}>
        <span className={classes.number}>{t('chains.leg', { number: lesson.position })}</span>
        <Link to="/lessons/$id" params={{ id: lesson.id }}>
          {lesson.host.name}
        </Link>
        <small>
          {[`${format.day(lesson.taught_on)} ${words.period(lesson.period)}`, lesson.school_class?.name, lesson.place]
            .filter(Boolean)
            .join(' · ')}
        </small>
        {!lesson.is_given && <Tag>{t('chains.toCome')}</Tag>}
      </div>
      <p className={classes.topic}>{lesson.topic}</p>
      {lesson.changed && (
        <div className={classes.changed}>
          <b>{t('lessons.changed')}</b>
          <p>{lesson.changed}</p>
        </div>
      )}
      {lesson.reflection && (
        <div className={classes.part}>
          <b>{t('lessons.reflection')}</b>
          <p>{lesson.reflection}</p>
        </div>
      )}
      {open && lesson.is_given && !lesson.is_reflected && <p className={classes.quiet}>{t('chains.unreflected')}</p>}
      {lesson.strategies.length > 0 && (
        <div className={classes.part}>
          <b>{t('chains.seen')}</b>
          <ul>
            {lesson.strategies.map((one) => (
              <li key={one.id}>
                {one.text}{' '}
                {one.tags.map((tag) => (
                  <Tag key={tag} tone="brand">
                    {tag}
                  </Tag>
                ))}
              </li>
            ))}
          </ul>
        </div>
      )}
    </li>
  );
}
