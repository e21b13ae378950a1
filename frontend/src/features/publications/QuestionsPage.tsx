import { IconMessageQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { QuestionList } from './QuestionList';
import classes from './Questions.module.css';
import { type QuestionState, questionsIn } from './questions';

const states = ['open', 'answered', 'withdrawn'] as const;

/** What the parents' committee asked, for those who answer: the oldest first. */
export function QuestionsPage() {
  const { t } = useTranslation();
  const [state, setState] = useState<QuestionState>('open');
  const { data: questions, error, isPending, refetch } = useQuery(questionsIn(state));
  return (
    <div className={classes.page}>
      <PageHeader title={t('questions.pageTitle')} hint={t('questions.pageHint')} />
      <Tabs
        label={t('questions.pageTitle')}
        value={state}
        onChange={setState}
        options={states.map((value) => ({ value, label: t(`questions.state.${value}`) }))}
      />
      {isPending && <PageSkeleton />}
      {!isPending && !questions && <Failure error={error} reset={refetch} />}
      {questions?.length === 0 && (
        <Empty
          icon={IconMessageQuestion}
          title={t(`questions.empty.${state}`)}
          hint={state === 'open' ? t('questions.emptyHint') : undefined}
        />
      )}
      {!!questions?.length && (
        <QuestionList
          questions={questions}
          above={({ publication }) => (
            <Link to="/publications/$id" params={{ id: publication.id }} className={classes.paper}>
              {publication.title} · {t('publications.edition', { edition: publication.edition })}
            </Link>
          )}
        />
      )}
    </div>
  );
}
