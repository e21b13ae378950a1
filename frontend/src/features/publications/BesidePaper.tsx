import { Button } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Opinions } from './Opinions';
import { QuestionList } from './QuestionList';
import classes from './Questions.module.css';
import { questionsBeside } from './questions';

interface Props {
  publication: string;
  edition: number;
  takesQuestions: boolean;
  onAsk: () => void;
}

/** What was asked and thought of a paper: beside it on the screen, never part of it, never printed. */
export function BesidePaper({ publication, edition, takesQuestions, onAsk }: Props) {
  const { t } = useTranslation();
  const { data: questions, error, isPending, refetch } = useQuery(questionsBeside(publication));
  return (
    <section className={classes.beside} aria-labelledby="questions">
      <div className={classes.besideHead}>
        <h2 id="questions">{t('questions.title')}</h2>
        {takesQuestions && (
          <Button variant="light" leftSection={<IconMessageQuestion size={18} aria-hidden />} onClick={onAsk}>
            {t('questions.askWhole')}
          </Button>
        )}
      </div>
      <p className={classes.hint}>{t(takesQuestions ? 'questions.hintAsk' : 'questions.hint')}</p>
      {isPending && <PageSkeleton />}
      {!isPending && !questions && <Failure error={error} reset={refetch} />}
      {questions?.length === 0 && <p className={classes.none}>{t('questions.none')}</p>}
      {!!questions?.length && <QuestionList questions={questions} edition={edition} />}
      <Opinions publication={publication} edition={edition} takes={takesQuestions} />
    </section>
  );
}
