import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useItemWords } from '@/shared/civility/useItemWords';
import { useFormat } from '@/shared/i18n/format';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Tag } from '@/shared/ui/Tag';
import classes from './Appeals.module.css';
import { DecideDialog } from './DecideDialog';
import { type Appeal, answer, touched, withdraw } from './queries';

/** One appeal: the entry, why, what was answered, what was decided, and by when. */
export function AppealRow({ row }: { row: Appeal }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const words = useItemWords();
  const [asking, setAsking] = useState<'answer' | 'decide' | 'withdraw'>();
  const { entry } = row;
  const name = entry.student.name;
  const done = (message: 'appeals.answered' | 'appeals.withdrawn') => () => {
    setAsking(undefined);
    notify(t(message, { name }));
  };
  const reply = useWrite(answer, touched, done('appeals.answered'));
  const take = useWrite(withdraw, touched, done('appeals.withdrawn'));
  const act = (verb: 'answer' | 'decide' | 'withdraw') =>
    row.abilities.includes(verb) && (
      <Button
        key={verb}
        size="sm"
        variant={verb === 'withdraw' ? 'default' : 'filled'}
        aria-label={t(`appeals.${verb}Of`, { name })}
        onClick={() => setAsking(verb)}
      >
        {t(`appeals.${verb}`)}
      </Button>
    );
  return (
    <li>
      <p className={classes.name}>
        <b>{name}</b>
        <span>{entry.school_class.name}</span>
        <Standing row={row} />
      </p>
      <p className={classes.entry}>
        {t('appeals.entry', {
          day: day(entry.occurred_on),
          item: entry.item.name,
          worth: words.worth({ kind: entry.item.kind, least: entry.worth, most: entry.worth }),
        })}
        {entry.note && <span> · {entry.note}</span>}
        {entry.recorder && <span> · {t('appeals.recordedBy', { name: entry.recorder.name })}</span>}
      </p>
      <dl className={classes.talk}>
        <div>
          <dt>{t(`appeals.raised.${row.raised_by_whom}`)}</dt>
          <dd>{row.reason}</dd>
        </div>
        {row.answer && (
          <div>
            <dt>{t('appeals.answeredBy', { name: row.answered_by?.name ?? '' })}</dt>
            <dd>{row.answer}</dd>
          </div>
        )}
        {row.decision && (
          <div>
            <dt>{t('appeals.decidedBy', { name: row.decided_by?.name ?? '' })}</dt>
            <dd>{row.decision}</dd>
          </div>
        )}
      </dl>
      <div className={classes.acts}>{(['answer', 'decide', 'withdraw'] as const).map(act)}</div>
      <ReasonDialog
        opened={asking === 'answer'}
        onClose={() => setAsking(undefined)}
        title={t('appeals.answerOf', { name })}
        hint={t('appeals.answerHint')}
        label={t('appeals.answerLabel')}
        confirm={t('appeals.answer')}
        busy={reply.isPending}
        error={reply.error}
        onConfirm={(text) => reply.mutate({ id: row.id, answer: text })}
      />
      <DecideDialog row={row} opened={asking === 'decide'} onClose={() => setAsking(undefined)} />
      <ConfirmDialog
        opened={asking === 'withdraw'}
        onClose={() => setAsking(undefined)}
        title={t('appeals.withdrawOf', { name })}
        confirm={t('appeals.withdraw')}
        busy={take.isPending}
        error={take.error}
        onConfirm={() => take.mutate(row.id)}
      >
        {t('appeals.withdrawHint')}
      </ConfirmDialog>
    </li>
  );
}

/** Where it stands, and the day by which its next step is due. */
function Standing({ row }: { row: Appeal }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  if (row.state === 'withdrawn') return <Tag>{t('appeals.state.withdrawn')}</Tag>;
  if (row.state === 'decided')
    return (
      <Tag tone={row.outcome === 'reversed' ? 'brand' : 'calm'}>{t(`appeals.outcome.${row.outcome || 'upheld'}`)}</Tag>
    );
  const [step, due] =
    row.state === 'open' ? (['answer', row.answer_due_on] as const) : (['decide', row.decision_due_on] as const);
  return (
    <Tag tone={row.is_overdue ? 'trouble' : 'soon'}>
      {t(row.is_overdue ? `appeals.late.${step}` : `appeals.due.${step}`, { date: day(due) })}
    </Tag>
  );
}
