import { Alert, Button, Textarea } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import type { Lesson } from '@/shared/lessons/lists';
import { useLessonWords } from '@/shared/lessons/useLessonWords';
import type { OutboxItem } from '@/shared/offline/items';
import { canSeal } from '@/shared/offline/seal';
import { ConflictView } from '@/shared/ui/ConflictView';
import { PageHeader } from '@/shared/ui/states';
import type { Beginning } from './begin';
import { FreshFields } from './FreshFields';
import { Likeness } from './Likeness';
import { Notes } from './Notes';
import classes from './Observe.module.css';
import { Scoring } from './Scoring';
import { Strategies } from './Strategies';
import { useSharing } from './useSharing';
import { useWriting } from './useWriting';
import { chosen, disputed, fromRecord, shown, type Values } from './values';

interface Props {
  begin: Beginning;
  lesson?: Lesson | undefined;
  /** The row of the outbox that is opened again. */
  item?: OutboxItem;
}

/** In the lesson: notes by the stages. After it: one strategy, one suggestion, and it is shared. */
export function Writing({ begin, lesson, item }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useLessonWords();
  const writing = useWriting(begin, item);
  const { saving, saver, change } = writing;
  const { values, typing, fresh } = saving.draft;
  const amends = begin.record?.is_open_again ?? false;
  const sharing = useSharing({ writing, lesson, amends, item });
  const put = (next: Partial<Values>) => change({ values: { ...values, ...next } });
  const text = (name: 'suggestion' | 'highlights' | 'board' | 'participation') => ({
    label: t(`observe.${name}`),
    maxLength: 1_000,
    autosize: true,
    value: values[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => put({ [name]: currentTarget.value }),
    error: sharing.wrong[name],
    'data-field': name,
  });
  const extras = (['highlights', 'board', 'participation'] as const).filter((name) => values[name]).length;
  const conflict = saving.conflict;
  return (
    <div className={classes.page}>
      <PageHeader
        title={lesson ? lesson.topic : t(fresh?.is_out ? 'observe.elsewhere' : 'observe.dropIn')}
        hint={lesson ? `${words.who(lesson)} · ${words.slot(lesson)}` : t('observe.freshHint')}
      />
      {begin.refused && !sharing.problem && <Refusal words={begin.refused} />}
      {begin.restoredAt !== undefined && (
        <p className={classes.restored} role="status">
          {t('observe.restored', { time: format.moment(begin.restoredAt) })}
        </p>
      )}
      {amends && (
        <Alert color="amber" variant="light" mb="sm">
          {t('observe.amends')}
        </Alert>
      )}
      {saving.refused && <Refusal words={saving.refused} />}
      {conflict ? (
        <ConflictView
          differences={disputed(values, fromRecord(conflict)).map((field) => ({
            field,
            label: t(`observe.${field}`),
            mine: shown(values, field, t),
            theirs: shown(fromRecord(conflict), field, t),
          }))}
          onKeep={(mine) =>
            saver.decide(
              conflict,
              chosen(values, fromRecord(conflict), mine, (field) => t(`observe.${field}`)),
            )
          }
        />
      ) : (
        <div className={classes.stack}>
          {fresh && <FreshFields fresh={fresh} onChange={(next) => change({ fresh: next })} wrong={sharing.wrong} />}
          <Notes
            notes={values.notes}
            typing={typing}
            onTyping={(next) => change({ typing: next })}
            onChange={(notes, next) => change({ values: { ...values, notes }, ...(next && { typing: next }) })}
          />
          <Strategies
            strategies={values.strategies}
            onChange={(strategies) => put({ strategies })}
            wrong={sharing.wrong}
          />
          <section className={classes.sheet}>
            <Textarea {...text('suggestion')} description={t('observe.suggestionHint')} minRows={2} maxRows={10} />
          </section>
          <Scoring
            kind={lesson?.kind.id ?? fresh?.kind}
            pinned={begin.record?.rubric ?? undefined}
            scores={values.scores}
            onChange={(scores) => put({ scores })}
          />
          <details className={classes.more}>
            <summary>
              {t('observe.more')}{' '}
              <small>{extras ? t('observe.moreSome', { count: extras }) : t('observe.moreHint')}</small>
            </summary>
            <div className={classes.moreBody}>
              <Textarea {...text('highlights')} minRows={2} maxRows={10} />
              <Textarea {...text('board')} minRows={2} maxRows={10} />
              <Textarea {...text('participation')} minRows={2} maxRows={10} />
            </div>
          </details>
        </div>
      )}
      {sharing.problem && <Refusal words={sharing.problem} />}
      <div className={classes.actions}>
        <Button
          size="lg"
          disabled={Boolean(conflict)}
          loading={sharing.busy}
          leftSection={<IconSend size={20} aria-hidden />}
          onClick={() => void sharing.ask()}
        >
          {t(amends ? 'observe.saveAmended' : fresh?.is_out ? 'observe.finish' : 'observe.share')}
        </Button>
        <SavedLine saving={writing.saving} amends={amends} />
      </div>
      <Likeness
        found={sharing.alike}
        values={values}
        onBack={sharing.back}
        onShare={() => void sharing.send()}
        busy={sharing.busy}
      />
    </div>
  );
}

const Refusal = ({ words }: { words: string }) => (
  <Alert color="cinnabar" variant="light" role="alert" mb="sm">
    {words}
  </Alert>
);

/** Where the words lie now. It is read out seldom: whoever writes is not interrupted. */
function SavedLine({ saving, amends }: { saving: ReturnType<typeof useWriting>['saving']; amends: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { draft, keptAt } = saving;
  const atSchool = draft.synced && draft.id !== undefined && !amends;
  return (
    <p className={classes.saved} data-saved={atSchool ? 'school' : keptAt ? 'device' : undefined}>
      {atSchool
        ? t('observe.atSchool')
        : keptAt
          ? t('observe.onDevice', { time: format.time(keptAt) })
          : t(canSeal() ? 'observe.offlineNote' : 'visit.cannotSealNote')}{' '}
      <Link to="/observations">{t('observe.toList')}</Link>
    </p>
  );
}
