import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { type Limits, limitsList, setLimits, touched } from './queries';
import classes from './Settings.module.css';

/** What counts as late, as unseen, and as alike. Set anew from a day on; what was before stays to be read. */
export function LimitsView() {
  const { t } = useTranslation();
  const format = useFormat();
  const [writing, setWriting] = useState(false);
  const { data: rows, error, isPending, refetch } = useQuery(limitsList);
  if (isPending) return <PageSkeleton />;
  if (!rows) return <Failure error={error} reset={refetch} />;
  return (
    <>
      {rows.length === 0 && <p className={classes.quiet}>{t('lessonSettings.defaults')}</p>}
      <ul className={classes.list}>
        {rows.map((one) => (
          <li key={one.id} data-closed={!one.in_force || undefined}>
            <div className={classes.what}>
              <b>{t('lessonSettings.limitsFrom', { day: format.date(one.effective_from) })}</b>{' '}
              {one.in_force && <Tag tone="brand">{t('lessonSettings.inForce')}</Tag>}
              <small>{t('lessonSettings.grace', { count: one.grace_days })}</small>
              <small>{t('lessonSettings.unseen', { count: one.unseen_weeks })}</small>
              <small>{t('lessonSettings.alike', { percent: Math.round(Number(one.similarity_from) * 100) })}</small>
              <small>
                {t(one.mentor_lessons_count ? 'lessonSettings.mentorsCount' : 'lessonSettings.mentorsDoNot')}
              </small>
              {one.why && (
                <small>{t('lessonSettings.whyOf', { why: one.why, name: one.recorded_by?.name ?? '' })}</small>
              )}
            </div>
          </li>
        ))}
      </ul>
      <Button mt="sm" variant="light" onClick={() => setWriting(true)}>
        {t('lessonSettings.setLimits')}
      </Button>
      <FormDialog opened={writing} onClose={() => setWriting(false)} title={t('lessonSettings.setLimits')}>
        <Form now={rows.find((one) => one.in_force) ?? rows[0]} onClose={() => setWriting(false)} />
      </FormDialog>
    </>
  );
}

function Form({ now, onClose }: { now: Limits | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useMe();
  const [words, setWords] = useState({
    effective_from: today,
    grace_days: String(now?.grace_days ?? 7),
    unseen_weeks: String(now?.unseen_weeks ?? 8),
    similarity: String(Math.round(Number(now?.similarity_from ?? 0.6) * 100)),
    why: '',
  });
  const [mentors, setMentors] = useState(now?.mentor_lessons_count ?? true);
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    (_: undefined, key) =>
      setLimits(
        {
          effective_from: words.effective_from,
          grace_days: Number(words.grace_days),
          unseen_weeks: Number(words.unseen_weeks),
          similarity_from: (Number(words.similarity) / 100).toFixed(2),
          mentor_lessons_count: mentors,
          why: words.why.trim(),
        },
        key,
      ),
    touched,
    () => {
      notify(t('lessonSettings.limitsSet'));
      onClose();
    },
  );
  const refused: Record<string, string> = refusals(save.error);
  const field = (name: keyof typeof words) => ({
    withAsterisk: true,
    value: words[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setWords({ ...words, [name]: currentTarget.value }),
    error:
      asked && !words[name].trim() ? t('error.required') : refused[name === 'similarity' ? 'similarity_from' : name],
  });
  return (
    <FormBody
      confirm={t('lessonSettings.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (Object.values(words).every((value) => value.trim())) save.mutate(undefined);
      }}
      onClose={onClose}
      fields={[...Object.keys(words), 'similarity_from', 'mentor_lessons_count']}
    >
      <div className={classes.pair}>
        <TextInput {...field('grace_days')} type="number" min={0} max={60} label={t('lessonSettings.graceLabel')} />
        <TextInput {...field('unseen_weeks')} type="number" min={1} max={52} label={t('lessonSettings.unseenLabel')} />
      </div>
      <TextInput
        {...field('similarity')}
        type="number"
        min={1}
        max={100}
        label={t('lessonSettings.alikeLabel')}
        description={t('lessonSettings.alikeHint')}
      />
      <label className={classes.check}>
        <input type="checkbox" checked={mentors} onChange={({ currentTarget }) => setMentors(currentTarget.checked)} />
        {t('lessonSettings.mentorsLabel')}
      </label>
      <TextInput {...field('effective_from')} type="date" label={t('lessonSettings.from')} />
      <TextInput {...field('why')} label={t('lessonSettings.why')} maxLength={200} />
    </FormBody>
  );
}
