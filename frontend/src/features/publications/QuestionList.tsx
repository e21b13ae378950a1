import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '@/shared/api/client';
import { uuid } from '@/shared/offline/uuid';
import { AskDialog } from '@/shared/ui/AskDialog';
import cards from '@/shared/ui/Cards.module.css';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { type Act, QuestionRow } from './QuestionRow';
import type { Question } from './questions';

const said = { answer: 'questions.answered', withdraw: 'questions.taken', withdraw_answer: 'questions.taken' } as const;

function useAct(onDone: () => void) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const key = useRef(uuid());
  return useMutation({
    mutationFn: ({ id, act, text }: { id: string; act: Act; text: string }) => {
      const path = { id };
      if (act === 'withdraw')
        return data(api.POST('/api/v1/publication-questions/{id}/withdraw/', { params: { path } }));
      if (act === 'withdraw_answer')
        return data(
          api.POST('/api/v1/publication-questions/{id}/withdraw-answer/', { params: { path }, body: { reason: text } }),
        );
      return data(
        api.POST('/api/v1/publication-questions/{id}/answer/', {
          params: { path, header: { 'Idempotency-Key': key.current } },
          body: { text },
        }),
      );
    },
    onError: () => {
      key.current = uuid();
    },
    onSuccess: (_, { act }) => {
      key.current = uuid();
      notify(t(said[act]));
      void queries.invalidateQueries({ queryKey: ['publication-questions'] });
      onDone();
    },
  });
}

interface Props {
  questions: readonly Question[];
  edition?: number;
  /** What stands above a question's text: the paper it was put to. */
  above?: (question: Question) => ReactNode;
}

/** Questions with their answers, and the dialogs in which they are answered and taken back. */
export function QuestionList({ questions, edition, above }: Props) {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<{ act: Act; question: Question }>();
  const acting = useAct(() => setDoing(undefined));
  const close = () => {
    acting.reset();
    setDoing(undefined);
  };
  const run = (text: string) => doing && acting.mutate({ id: doing.question.id, act: doing.act, text });
  return (
    <>
      <ul className={cards.cards}>
        {questions.map((question) => (
          <QuestionRow
            key={question.id}
            question={question}
            {...(edition !== undefined && { edition })}
            onAct={(act) => setDoing({ act, question })}
          >
            {above?.(question)}
          </QuestionRow>
        ))}
      </ul>
      <ReasonDialog
        opened={doing?.act === 'answer'}
        onClose={close}
        title={t('questions.answerTitle')}
        hint={`${doing?.question.text ?? ''} ${t('questions.answerHint')}`}
        label={t('questions.answerLabel')}
        confirm={t('questions.answerConfirm')}
        busy={acting.isPending}
        error={acting.error}
        onConfirm={run}
      />
      <ReasonDialog
        opened={doing?.act === 'withdraw_answer'}
        onClose={close}
        title={t('questions.withdrawAnswerTitle')}
        hint={t('questions.withdrawAnswerHint')}
        label={t('questions.withdrawAnswerReason')}
        confirm={t('questions.withdrawAnswer')}
        danger
        busy={acting.isPending}
        error={acting.error}
        onConfirm={run}
      />
      <AskDialog
        opened={doing?.act === 'withdraw'}
        onClose={close}
        title={t('questions.withdrawTitle')}
        hint={t('questions.withdrawHint')}
        confirm={t('questions.withdraw')}
        danger
        busy={acting.isPending}
        onConfirm={() =>
          doing && acting.mutate({ id: doing.question.id, act: 'withdraw', text: '' }, { onError: notifyProblem })
        }
      />
    </>
  );
}
