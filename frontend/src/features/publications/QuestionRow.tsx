import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import cards from '@/shared/ui/Cards.module.css';
import { Tag } from '@/shared/ui/Tag';
import classes from './Questions.module.css';
import type { Question } from './questions';

export type Act = 'answer' | 'withdraw' | 'withdraw_answer';

interface Props {
  question: Question;
  /** The edition of the page it stands on; without it the paper is named. */
  edition?: number;
  onAct: (act: Act) => void;
  children?: ReactNode;
}

/** A question with all that was answered to it. What was withdrawn leaves its mark. */
export function QuestionRow({ question, edition, onAct, children }: Props) {
  const { t } = useTranslation();
  const { moment, day } = useFormat();
  const tone = question.state === 'open' ? (question.is_late ? 'trouble' : 'soon') : 'calm';
  const words = question.is_late ? t('questions.late') : t(`questions.state.${question.state}`);
  const asker = question.is_mine ? t('questions.me') : (question.asked_by ?? t('questions.member'));
  return (
    <li className={cards.card} data-state={question.state}>
      <div className={cards.head}>
        <p className={classes.about}>
          {question.about || t('questions.wholePaper')}
          {question.quoted && <span className={classes.quoted}>{question.quoted}</span>}
        </p>
        <Tag tone={tone}>{words}</Tag>
      </div>
      {children}
      {question.state === 'withdrawn' ? (
        <p className={classes.mark}>{t('questions.withdrawn')}</p>
      ) : (
        <p className={classes.text}>{question.text}</p>
      )}
      <p className={classes.small}>
        {[
          asker,
          moment(question.asked_at),
          edition !== undefined &&
            question.publication.edition !== edition &&
            t('questions.askedOf', { edition: question.publication.edition }),
          question.state === 'open' && t('questions.dueOn', { date: day(question.due_on) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {question.answers.length > 0 && (
        <ul className={classes.answers} aria-label={t('questions.answers')}>
          {question.answers.map((answer) => (
            <li key={answer.id}>
              {answer.withdrawn_at ? (
                <p className={classes.mark}>{t('questions.answerWithdrawn', { reason: answer.withdrawn_reason })}</p>
              ) : (
                <p className={classes.text}>{answer.text}</p>
              )}
              <p className={classes.small}>
                {[t('questions.bySchool'), answer.post, answer.by, moment(answer.at)].filter(Boolean).join(' · ')}
              </p>
            </li>
          ))}
        </ul>
      )}
      {question.abilities.length > 0 && (
        <div className={cards.acts}>
          {question.abilities.includes('answer') && (
            <Button
              size="sm"
              variant={question.state === 'open' ? 'filled' : 'light'}
              onClick={() => onAct('answer')}
              aria-label={`${t(question.state === 'open' ? 'questions.answer' : 'questions.addAnswer')}：${question.text}`}
            >
              {t(question.state === 'open' ? 'questions.answer' : 'questions.addAnswer')}
            </Button>
          )}
          {question.abilities.includes('withdraw_answer') && (
            <Button size="sm" variant="subtle" color="cinnabar" onClick={() => onAct('withdraw_answer')}>
              {t('questions.withdrawAnswer')}
            </Button>
          )}
          {question.abilities.includes('withdraw') && (
            <Button size="sm" variant="subtle" color="cinnabar" onClick={() => onAct('withdraw')}>
              {t('questions.withdraw')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
