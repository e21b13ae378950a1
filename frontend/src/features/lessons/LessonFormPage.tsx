import { Alert, Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classesQuery, colleagues } from '@/shared/api/lists';
import { useWrite } from '@/shared/api/useWrite';
import { lessonKinds, lessonsTouched, lessonTypes, PERIODS } from '@/shared/lessons/lists';
import { useLessonWords } from '@/shared/lessons/useLessonWords';
import { useCan, useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Choices } from '@/shared/ui/Choices';
import { refusals } from '@/shared/ui/FormDialog';
import { focusField } from '@/shared/ui/focusField';
import { notify, problemText } from '@/shared/ui/notify';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import classes from './Lesson.module.css';
import { campaignList, chainQuery, changeLesson, type LessonDetail, lessonQuery, openLesson } from './queries';

const newPage = getRouteApi('/lessons/new');
const editPage = getRouteApi('/lessons/$id/edit');

interface Values {
  host: string;
  kind: string;
  taught_on: string;
  period: string;
  subject: string;
  topic: string;
  lesson_type: (typeof lessonTypes)[number];
  school_class: string;
  place: string;
  seats: string;
  campaign: string;
}

/** A lesson that colleagues may come to: `?chain=` joins a relay, `?campaign=` a month. */
export function NewLessonPage() {
  const { chain, campaign } = newPage.useSearch();
  const { posts, today } = useMe();
  const joined = useQuery({ ...chainQuery(chain ?? ''), enabled: chain !== undefined });
  if (chain && joined.isPending) return <PageSkeleton />;
  if (chain && !joined.data) return <Failure error={joined.error} reset={joined.refetch} />;
  const own = posts.find((post) => post.subject)?.subject ?? '';
  const begin: Values = {
    host: '',
    kind: '',
    taught_on: today,
    period: '1',
    subject: joined.data?.subject ?? own,
    topic: joined.data?.topic ?? '',
    lesson_type: 'new',
    school_class: '',
    place: '',
    seats: '',
    campaign: campaign ?? '',
  };
  return <LessonForm begin={begin} chain={joined.data} />;
}

export function EditLessonPage() {
  const { id } = editPage.useParams();
  const { data: lesson, error, isPending, refetch } = useQuery(lessonQuery(id));
  if (isPending) return <PageSkeleton />;
  if (!lesson) return <Failure error={error} reset={refetch} />;
  return <EditLesson key={id} loaded={lesson} />;
}

function EditLesson({ loaded }: { loaded: LessonDetail }) {
  // The version it opened with stays the base of the edit.
  const [lesson] = useState(loaded);
  const begin: Values = {
    host: lesson.host?.id ?? '',
    kind: lesson.kind.id,
    taught_on: lesson.taught_on,
    period: String(lesson.period),
    subject: lesson.subject,
    topic: lesson.topic,
    lesson_type: lesson.lesson_type,
    school_class: lesson.school_class?.id ?? '',
    place: lesson.place,
    seats: String(lesson.seats),
    campaign: lesson.campaign?.id ?? '',
  };
  return <LessonForm begin={begin} lesson={lesson} />;
}

const required = ['kind', 'taught_on', 'subject', 'topic'] as const;

interface FormProps {
  begin: Values;
  lesson?: LessonDetail;
  chain?: { id: string; topic: string } | undefined;
}

function LessonForm({ begin, lesson, chain }: FormProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const can = useCan();
  const words = useLessonWords();
  const me = useMe();
  const [values, setValues] = useState(begin);
  const [asked, setAsked] = useState(false);
  const kinds = useQuery(lessonKinds);
  const rooms = useQuery(classesQuery);
  const campaigns = useQuery(campaignList);
  const staff = useQuery({ ...colleagues, enabled: can('LESSON_KEEP') && !lesson });
  const offered = (kinds.data?.value ?? []).filter(
    (one) => one.id === begin.kind || (one.is_active && (lesson ? true : one.is_announced)),
  );
  const kind = offered.find((one) => one.id === values.kind);
  const relay = offered.find((one) => one.code === 'relay');
  if (chain && relay && !values.kind) setValues({ ...values, kind: relay.id, seats: String(relay.default_seats) });
  // A month takes lessons of its own kinds and days.
  const fitting = (campaigns.data ?? []).filter(
    (one) =>
      one.id === values.campaign ||
      (one.starts_on <= values.taught_on &&
        values.taught_on <= one.ends_on &&
        one.kinds.some((other) => other.id === values.kind)),
  );
  const save = useWrite(
    (_: undefined, key) => {
      const body = {
        kind: values.kind,
        taught_on: values.taught_on,
        period: Number(values.period),
        subject: values.subject.trim(),
        topic: values.topic.trim(),
        lesson_type: values.lesson_type,
        school_class: values.school_class || null,
        place: values.place.trim(),
        campaign: values.campaign || null,
        seats: Number(values.seats || 0),
      };
      return lesson
        ? changeLesson({ id: lesson.id, version: lesson.version, body })
        : openLesson(
            { ...body, ...(values.host ? { host: values.host } : {}), ...(chain ? { chain: chain.id } : {}) },
            key,
          );
    },
    lessonsTouched,
    (made) => {
      notify(t(lesson ? 'lessons.changedNow' : 'lessons.openedNow', { topic: made.topic }));
      void navigate({ to: '/lessons/$id', params: { id: made.id }, replace: Boolean(lesson) });
    },
  );
  const refused = refusals(save.error);
  const missing = required.filter((name) => !values[name].trim());
  const put = (next: Partial<Values>) => setValues({ ...values, ...next });
  const field = (name: Exclude<keyof Values, 'lesson_type'>) => ({
    label: t(`lessonForm.${name}`),
    withAsterisk: (required as readonly string[]).includes(name),
    value: values[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => put({ [name]: currentTarget.value }),
    error: asked && (missing as string[]).includes(name) ? t('error.required') : refused[name],
    'data-field': name,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const [first] = missing;
    if (first) return focusField(first);
    save.mutate(undefined);
  };
  const elsewhere = lesson?.is_out_of_school ?? false;
  const shownFields = Object.keys(values);
  const beside = save.error && !Object.keys(refused).some((name) => shownFields.includes(name));
  return (
    <div className={classes.form}>
      <PageHeader
        title={t(lesson ? 'lessonForm.titleEdit' : chain ? 'lessonForm.titleRelay' : 'lessonForm.titleNew')}
        hint={chain ? chain.topic : lesson ? words.slot(lesson) : t('lessonForm.hint')}
      />
      {beside && (
        <Alert color="cinnabar" variant="light" role="alert" mb="sm">
          {problemText(save.error)}
        </Alert>
      )}
      <form onSubmit={submit} noValidate>
        <div className={classes.sheet}>
          {can('LESSON_KEEP') && !lesson && (
            <NativeSelect
              {...field('host')}
              data={[
                { value: '', label: t('lessonForm.hostMe', { name: me.name }) },
                ...(staff.data?.value ?? [])
                  .filter((one) => one.id !== me.staff_id)
                  .map((one) => ({ value: one.id, label: one.name })),
              ]}
            />
          )}
          <Choices
            legend={t('lessonForm.kind')}
            name="kind"
            required
            value={values.kind}
            onChange={(value) => {
              const chosen = offered.find((one) => one.id === value);
              put({
                kind: value,
                ...(lesson ? {} : { seats: String(chosen?.default_seats ?? 0), campaign: begin.campaign }),
              });
            }}
            options={offered.map((one) => ({ value: one.id, label: one.name }))}
            error={asked && !values.kind ? t('error.required') : refused.kind}
          />
          <TextInput {...field('topic')} maxLength={100} description={t('lessonForm.topicHint')} />
          <div className={classes.pair}>
            <TextInput {...field('taught_on')} type="date" />
            <NativeSelect
              {...field('period')}
              data={PERIODS.map((number) => ({ value: String(number), label: words.period(number) }))}
            />
          </div>
          <div className={classes.pair}>
            <TextInput {...field('subject')} maxLength={30} />
            {!elsewhere && (
              <NativeSelect
                {...field('school_class')}
                data={[
                  { value: '', label: t('lessonForm.noClass') },
                  ...(rooms.data ?? []).map((one) => ({ value: one.id, label: one.name })),
                ]}
              />
            )}
          </div>
          <Choices
            legend={t('lessonForm.lesson_type')}
            name="lesson_type"
            value={values.lesson_type}
            onChange={(lesson_type) => put({ lesson_type })}
            options={lessonTypes.map((value) => ({ value, label: t(`lessonWords.type.${value}`) }))}
          />
          <div className={classes.pair}>
            <TextInput {...field('place')} maxLength={60} />
            {!elsewhere && kind?.is_announced !== false && (
              <TextInput {...field('seats')} type="number" min={0} max={200} description={t('lessonForm.seatsHint')} />
            )}
          </div>
          {fitting.length > 0 && (
            <NativeSelect
              {...field('campaign')}
              data={[
                { value: '', label: t('lessonForm.noCampaign') },
                ...fitting.map((one) => ({ value: one.id, label: one.name })),
              ]}
            />
          )}
        </div>
        <div className={classes.foot}>
          {lesson ? (
            <ButtonLink variant="default" to="/lessons/$id" params={{ id: lesson.id }}>
              {t('act.cancel')}
            </ButtonLink>
          ) : (
            <ButtonLink variant="default" to="/lessons">
              {t('act.cancel')}
            </ButtonLink>
          )}
          <Button type="submit" loading={save.isPending}>
            {t(lesson ? 'lessonForm.save' : 'lessonForm.open')}
          </Button>
        </div>
      </form>
    </div>
  );
}
