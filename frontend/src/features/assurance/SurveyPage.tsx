import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { EvidenceList } from '@/shared/evidence/EvidenceList';
import { schoolToday, useFormat } from '@/shared/i18n/format';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Assurance.module.css';
import { Back } from './Back';
import { type Question, type Survey, surveyOf, touched, voidSurvey } from './queries';

const Results = lazy(() => import('./Results'));
const page = getRouteApi('/assurance/surveys/$id');

/** One survey: its questions, and once it has closed how many chose what. */
export function SurveyPage() {
  const { id } = page.useParams();
  const { data, error, isPending, refetch } = useQuery(surveyOf(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return <File survey={data} />;
}

function File({ survey }: { survey: Survey }) {
  const { t } = useTranslation();
  const { date, moment } = useFormat();
  const [asking, setAsking] = useState<'results' | 'void'>();
  const take = useWrite(voidSurvey, touched.surveys, () => {
    notify(t('assurance.surveys.voidedNow'));
    setAsking(undefined);
  });
  const may = (verb: string) => survey.abilities.includes(verb);
  const over = survey.closed_on <= schoolToday();
  const enters = may('enter_results') && over;
  return (
    <div className={classes.page}>
      <Back view="surveys" />
      <PageHeader
        title={survey.title}
        hint={
          <span className={classes.tags}>
            {survey.is_voided && <Tag>{t('assurance.voided')}</Tag>}
            <span>{survey.whom_label}</span>
            <span>{t('assurance.fromTo', { first: date(survey.opened_on), last: date(survey.closed_on) })}</span>
          </span>
        }
      >
        {enters && asking !== 'results' && (
          <Button variant={survey.entered_at ? 'default' : 'filled'} onClick={() => setAsking('results')}>
            {t(survey.entered_at ? 'assurance.results.again' : 'assurance.results.enter')}
          </Button>
        )}
        {may('partial_update') && !survey.entered_at && (
          <ButtonLink variant="default" to="/assurance/surveys/new" search={{ edit: survey.id }}>
            {t('assurance.change')}
          </ButtonLink>
        )}
        {may('void') && (
          <Button variant="default" onClick={() => setAsking('void')}>
            {t('assurance.void')}
          </Button>
        )}
      </PageHeader>
      {survey.is_voided && <p className={classes.note}>{t('assurance.because', { reason: survey.void_reason })}</p>}
      <div className={classes.stack}>
        {asking === 'results' ? (
          <Suspense fallback={<PageSkeleton />}>
            <Results survey={survey} onClose={() => setAsking(undefined)} />
          </Suspense>
        ) : (
          <>
            {survey.entered_at && <Numbers survey={survey} />}
            {!survey.entered_at && (
              <p className={classes.note}>
                {t(over ? 'assurance.surveys.waitsForResults' : 'assurance.surveys.running', {
                  day: date(survey.closed_on),
                })}
              </p>
            )}
            <Panel title={t('assurance.surveys.questions', { count: survey.questions.length })}>
              {survey.questions.map((one) => (
                <Asked key={one.number} question={one} />
              ))}
            </Panel>
            {survey.findings && (
              <Panel title={t('assurance.results.findings')}>
                <p className={`${classes.note} ${classes.words}`}>{survey.findings}</p>
              </Panel>
            )}
            <EvidenceList items={survey.evidence} />
            {survey.entered_at && (
              <p className={classes.small}>
                {t('assurance.results.enteredBy', {
                  name: survey.entered_by?.name ?? '',
                  at: moment(survey.entered_at),
                })}
              </p>
            )}
          </>
        )}
      </div>
      <ReasonDialog
        opened={asking === 'void'}
        onClose={() => setAsking(undefined)}
        title={t('assurance.surveys.void')}
        hint={t('assurance.surveys.voidHint')}
        label={t('assurance.reason')}
        confirm={t('assurance.void')}
        danger
        busy={take.isPending}
        error={take.error}
        onConfirm={(reason) => take.mutate({ id: survey.id, reason })}
      />
    </div>
  );
}

function Numbers({ survey }: { survey: Survey }) {
  const { t } = useTranslation();
  const { number, percent } = useFormat();
  const { issued, returned, valid, satisfaction, questions } = survey;
  const rate = issued ? percent((returned ?? 0) / issued) : '—';
  const asks = questions.some((one) => one.is_satisfaction);
  return (
    <Panel title={t('assurance.results.title')}>
      <dl className={classes.numbers}>
        <div>
          <dt>{t('assurance.results.issued')}</dt>
          <dd>{number(issued ?? 0)}</dd>
        </div>
        <div>
          <dt>{t('assurance.results.returned')}</dt>
          <dd>
            {number(returned ?? 0)}
            <small>{t('assurance.results.rate', { percent: rate })}</small>
          </dd>
        </div>
        <div>
          <dt>{t('assurance.results.valid')}</dt>
          <dd>{number(valid ?? 0)}</dd>
        </div>
        {asks && (
          <div>
            <dt>{t('assurance.results.satisfaction')}</dt>
            <dd>
              {satisfaction && satisfaction.whole > 0 ? percent(satisfaction.part / satisfaction.whole) : '—'}
              <small>
                {satisfaction
                  ? t('assurance.results.of', { part: satisfaction.part, whole: satisfaction.whole, percent: rate })
                  : t('assurance.surveys.suppressed')}
              </small>
            </dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}

function Asked({ question }: { question: Question }) {
  const { t } = useTranslation();
  const { number, percent } = useFormat();
  const { answered } = question;
  return (
    <section className={classes.question} aria-label={question.text}>
      <h3>
        {question.number}. {question.text}
      </h3>
      <p className={`${classes.small} ${classes.tags}`}>
        <span>{question.kind_label}</span>
        {question.is_satisfaction && <Tag tone="brand">{t('assurance.surveys.isSatisfaction')}</Tag>}
        {answered !== null && <span>{t('assurance.surveys.answered', { count: answered })}</span>}
      </p>
      {question.kind === 'text' && <p className={classes.small}>{t('assurance.surveys.textHint')}</p>}
      {question.options.length > 0 && (
        <table className={classes.counts}>
          <tbody>
            {question.options.map((one) => {
              const share = answered ? (one.count ?? 0) / answered : 0;
              return (
                <tr key={one.number}>
                  <th scope="row">
                    {one.label}
                    {answered !== null && (
                      <span className={classes.bar} aria-hidden>
                        <span style={{ width: `${share * 100}%` }} />
                      </span>
                    )}
                  </th>
                  {answered !== null && (
                    <>
                      <td>{number(one.count ?? 0)}</td>
                      <td>{answered > 0 ? percent(share) : '—'}</td>
                    </>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}
