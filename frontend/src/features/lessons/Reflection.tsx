import { Button, Stack, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { lessonsTouched } from '@/shared/lessons/lists';
import { refusals } from '@/shared/ui/FormDialog';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import classes from './Lesson.module.css';
import { type LessonDetail, reflectOn } from './queries';

/** What the teacher thinks of the lesson afterwards; in a chain also what was done otherwise than before. */
export function Reflection({ lesson }: { lesson: LessonDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayWrite = lesson.abilities.includes('reflect');
  const [writing, setWriting] = useState(mayWrite && !lesson.reflected_at);
  return (
    <Panel
      title={t('lessons.reflection')}
      hint={
        lesson.reflected_at
          ? t('lessons.reflectedAt', { time: format.moment(lesson.reflected_at) })
          : t('lessons.reflectionHint')
      }
      aside={
        mayWrite && !writing ? (
          <Button size="sm" variant="subtle" onClick={() => setWriting(true)}>
            {t('lessons.mend')}
          </Button>
        ) : undefined
      }
    >
      {writing ? (
        <Form lesson={lesson} onDone={() => setWriting(false)} />
      ) : (
        <>
          {lesson.changed && (
            <p className={classes.text}>
              <b>{t('lessons.changed')}</b>
              {lesson.changed}
            </p>
          )}
          <p className={classes.text}>{lesson.reflection}</p>
        </>
      )}
    </Panel>
  );
}

function Form({ lesson, onDone }: { lesson: LessonDetail; onDone: () => void }) {
  const { t } = useTranslation();
  const [reflection, setReflection] = useState(lesson.reflection ?? '');
  const [changed, setChanged] = useState(lesson.changed ?? '');
  const [missing, setMissing] = useState(false);
  const follows = (lesson.chain?.position ?? 0) > 1;
  const save = useWrite(reflectOn, lessonsTouched, () => {
    notify(t('lessons.reflectionSaved'));
    onDone();
  });
  const refused = refusals(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!reflection.trim());
    if (reflection.trim()) save.mutate({ id: lesson.id, reflection: reflection.trim(), changed: changed.trim() });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {follows && (
          <Textarea
            label={t('lessons.changed')}
            description={t('lessons.changedHint')}
            autosize
            minRows={2}
            maxLength={1_000}
            value={changed}
            onChange={({ currentTarget }) => setChanged(currentTarget.value)}
            error={refused.changed}
          />
        )}
        <Textarea
          label={t('lessons.reflectionLabel')}
          withAsterisk
          autosize
          minRows={4}
          maxLength={2_000}
          value={reflection}
          onChange={({ currentTarget }) => setReflection(currentTarget.value)}
          error={missing ? t('error.required') : refused.reflection}
        />
        {save.error && !refused.reflection && !refused.changed && (
          <p role="alert" className={classes.refusal}>
            {problemText(save.error)}
          </p>
        )}
        <div className={classes.acts}>
          <Button type="submit" loading={save.isPending}>
            {t('lessons.saveReflection')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
