import { Alert } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useLessonWords } from '@/shared/lessons/useLessonWords';
import { useCan, useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { Attendances } from './Attendances';
import { BookPanel } from './BookPanel';
import { CancelLesson } from './CancelLesson';
import { Guests } from './Guests';
import classes from './Lesson.module.css';
import { type LessonDetail, lessonQuery } from './queries';
import { Reflection } from './Reflection';

const page = getRouteApi('/lessons/$id');

/** One lesson: what, when, who; a seat in it; and afterwards who came and what its teacher thinks of it. */
export function LessonPage() {
  const { t } = useTranslation();
  const words = useLessonWords();
  const { today } = useMe();
  const may = useCan();
  const { id } = page.useParams();
  const { data: lesson, error, isPending, refetch } = useQuery(lessonQuery(id));
  if (isPending) return <PageSkeleton />;
  if (!lesson) return <Failure error={error} reset={refetch} />;
  const can = (ability: string) => lesson.abilities.includes(ability);
  const given = lesson.taught_on <= today && !lesson.is_cancelled;
  return (
    <div className={classes.page}>
      <PageHeader title={lesson.topic} hint={`${words.who(lesson)} · ${words.slot(lesson)}`}>
        {can('partial_update') && (
          <ButtonLink
            to="/lessons/$id/edit"
            params={{ id }}
            variant="light"
            leftSection={<IconPencil size={18} aria-hidden />}
          >
            {t('lessons.edit')}
          </ButtonLink>
        )}
        {can('cancel') && <CancelLesson lesson={lesson} />}
      </PageHeader>
      {lesson.is_cancelled && (
        <Alert color="cinnabar" variant="light" mb="md">
          {t('lessons.cancelledBecause', { reason: lesson.cancel_reason })}
        </Alert>
      )}
      <div className={classes.panels}>
        <div className={classes.column}>
          <Facts lesson={lesson} />
          {given && (lesson.reflection || can('reflect')) && <Reflection lesson={lesson} />}
        </div>
        <div className={classes.column}>
          <BookPanel lesson={lesson} />
          {given && <Observing lesson={lesson} />}
          {given && can('confirm_attendance') && <Attendances lesson={lesson} />}
          {(lesson.is_mine || may('LESSON_KEEP')) && lesson.is_announced && !lesson.is_cancelled && (
            <Guests lesson={lesson} />
          )}
        </div>
      </div>
    </div>
  );
}

function Facts({ lesson }: { lesson: LessonDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useLessonWords();
  const { chain, campaign } = lesson;
  return (
    <Panel title={t('lessons.what')}>
      <dl className={classes.facts}>
        <dt>{t('lessons.when')}</dt>
        <dd>
          {format.fullDate(lesson.taught_on)} {words.period(lesson.period)}
        </dd>
        {lesson.place && (
          <>
            <dt>{t('lessons.place')}</dt>
            <dd>{lesson.place}</dd>
          </>
        )}
        <dt>{t('lessons.host')}</dt>
        <dd>
          {lesson.host_name}
          {lesson.is_out_of_school && ` · ${lesson.organiser}`}
        </dd>
        <dt>{t('lessons.subject')}</dt>
        <dd>
          {[lesson.subject, lesson.school_class?.name, t(`lessonWords.type.${lesson.lesson_type}`)]
            .filter(Boolean)
            .join(' · ')}
        </dd>
        <dt>{t('lessons.kind')}</dt>
        <dd>
          <Tag>{lesson.kind.name}</Tag> {lesson.is_out_of_school && <Tag>{t('lessonWords.outOfSchool')}</Tag>}
        </dd>
        {campaign && (
          <>
            <dt>{t('lessons.campaign')}</dt>
            <dd>
              <Link to="/campaigns/$id" params={{ id: campaign.id }}>
                {campaign.name}
              </Link>
            </dd>
          </>
        )}
        {chain && (
          <>
            <dt>{t('lessons.chain')}</dt>
            <dd>
              <Link to="/chains/$id" params={{ id: chain.id }}>
                {chain.topic}
              </Link>{' '}
              {t('lessons.leg', { number: chain.position })}
            </dd>
          </>
        )}
      </dl>
    </Panel>
  );
}

/** On the day and after it: to the record of who sits in the room. */
function Observing({ lesson }: { lesson: LessonDetail }) {
  const { t } = useTranslation();
  const can = useCan();
  if (!can('LESSON_OBSERVE') || lesson.is_mine) return null;
  return (
    <Panel title={t('lessons.observe')} hint={t('lessons.observeHint')}>
      <ButtonLink to="/observe" search={{ lesson: lesson.id }} variant="light">
        {t('lessons.observeGo')}
      </ButtonLink>
    </Panel>
  );
}
