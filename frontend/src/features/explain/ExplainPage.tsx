import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { Attempts } from './Attempts';
import { Decisions } from './Decisions';
import classes from './Explain.module.css';
import { explained } from './queries';
import { Step } from './Step';
import { Steps } from './Steps';
import { WhenControls } from './WhenControls';

const page = getRouteApi('/obligations/$id');

/** Why this visit is still owed, or why not: from the circumstance to the verdict, for any day and any moment. */
export function ExplainPage() {
  const { t } = useTranslation();
  const { id } = page.useParams();
  const { as_of, known_at } = page.useSearch();
  const { data: told, error, isPending, isPlaceholderData, refetch } = useQuery(explained(id, as_of, known_at));
  if (isPending) return <PageSkeleton />;
  if (!told) return <Failure error={error} reset={refetch} />;
  const { obligation, student, category } = told;
  const name = obligation?.responsible?.name;
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('explain.title', { name: student.name, purpose: category.purpose })}
        hint={[student.school_class?.name, category.name].filter(Boolean).join(' · ')}
      />
      <WhenControls told={told} />
      <div aria-busy={isPlaceholderData}>
        <section
          className={classes.verdict}
          data-state={obligation?.state ?? 'nothing'}
          aria-label={t('explain.verdict')}
        >
          {obligation ? (
            <>
              <Tag tone={obligation.state === 'overdue' ? 'trouble' : 'brand'}>{obligation.state_label}</Tag>
              <p>{told.conclusion}</p>
              <small>{name ? t('explain.responsible', { name }) : t('explain.nobody')}</small>
            </>
          ) : (
            <p>{t('explain.nothing')}</p>
          )}
        </section>
        <ol className={classes.steps}>
          <Steps told={told} />
          <Attempts told={told} />
          <Decisions told={told} />
          {obligation && (
            <Step title={t('explain.step.verdict')}>
              <p>{obligation.why}</p>
            </Step>
          )}
        </ol>
        {obligation && ['due', 'due_soon', 'overdue'].includes(obligation.state) && (
          <ButtonLink to="/visits" search={{ student: student.id }} variant="light">
            {t('explain.visits')}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}
