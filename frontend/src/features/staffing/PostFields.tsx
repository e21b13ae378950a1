import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { classesQuery } from '@/shared/api/lists';
import type { components } from '@/shared/api/schema.gen';
import { useCan } from '@/shared/session/me';

export type PostKind = components['schemas']['AppointmentRequest']['kind'];

const inClass = ['homeroom_teacher', 'deputy_homeroom', 'subject_teacher'] as const;
const teaching = [...inClass, 'grade_leader', 'subject_leader', 'prep_leader'] as const;
const offices = [
  'secretary',
  'principal',
  'vice_principal',
  'moral_director',
  'teaching_director',
  'research_director',
  'brigade_counselor',
  'union_chair',
  'school_doctor',
  'administrator',
] as const;

export interface PostDraft {
  kind: PostKind;
  school_class: string;
  cohort_year: string;
  subject: string;
  starts_on: string;
}

export const newPost = (today: string): PostDraft => ({
  kind: 'subject_teacher',
  school_class: '',
  cohort_year: '',
  subject: '',
  starts_on: today,
});

export const needsClass = (kind: PostKind) => (inClass as readonly string[]).includes(kind);
export const needsSubject = (kind: PostKind) =>
  kind === 'subject_teacher' || kind === 'subject_leader' || kind === 'prep_leader';

/** As the server takes it: a field that the post does not have is left out. */
export const asPost = ({ kind, school_class, cohort_year, subject, starts_on }: PostDraft) => ({
  kind,
  starts_on,
  ...(needsClass(kind) && { school_class }),
  ...(kind === 'grade_leader' && { cohort_year: Number(cohort_year) }),
  ...(needsSubject(kind) && subject.trim() && { subject: subject.trim() }),
});

export const isWhole = (post: PostDraft) =>
  Boolean(
    post.starts_on &&
      (!needsClass(post.kind) || post.school_class) &&
      (post.kind !== 'grade_leader' || post.cohort_year) &&
      (post.kind !== 'subject_teacher' || post.subject.trim()),
  );

/** Which post, for which class or cohort, from when on. Offices are offered to those who may give them. */
export function PostFields({
  post,
  onChange,
  asked,
  refused,
}: {
  post: PostDraft;
  onChange: (post: PostDraft) => void;
  asked: boolean;
  refused: Record<string, string>;
}) {
  const { t } = useTranslation();
  const can = useCan();
  const { data: all } = useQuery(classesQuery);
  const kinds = can('OFFICE_APPOINT') ? [...teaching, ...offices] : teaching;
  const set = (field: keyof PostDraft) => ({
    value: post[field],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...post, [field]: event.currentTarget.value } as PostDraft),
    error: asked && !post[field].trim() ? t('error.required') : refused[field],
  });
  const cohorts = [...new Map((all ?? []).map((one) => [one.cohort_year, one])).values()];
  const choose = { value: '', label: t('classes.choose') };
  return (
    <>
      <NativeSelect
        withAsterisk
        label={t('staffing.kind')}
        {...set('kind')}
        data={kinds.map((value) => ({ value, label: t(`staffing.kinds.${value}`) }))}
      />
      {needsClass(post.kind) && (
        <NativeSelect
          withAsterisk
          label={t('staffing.schoolClass')}
          {...set('school_class')}
          data={[choose, ...(all ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
      {post.kind === 'grade_leader' && (
        <NativeSelect
          withAsterisk
          label={t('staffing.cohort')}
          {...set('cohort_year')}
          data={[
            choose,
            ...cohorts.map((one) => ({
              value: String(one.cohort_year),
              label: t('resplit.gradeOf', {
                grade: t(`resplit.grades.${one.grade}` as 'resplit.grades.1'),
                cohort: one.cohort_year,
              }),
            })),
          ]}
        />
      )}
      {needsSubject(post.kind) && (
        <TextInput
          withAsterisk={post.kind === 'subject_teacher'}
          maxLength={30}
          label={t('staffing.subject')}
          {...set('subject')}
          error={
            asked && post.kind === 'subject_teacher' && !post.subject.trim() ? t('error.required') : refused.subject
          }
        />
      )}
      <TextInput type="date" withAsterisk label={t('staffing.firstDay')} {...set('starts_on')} />
    </>
  );
}
