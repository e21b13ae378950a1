import { Button, Textarea } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useCan, useMe } from '@/shared/session/me';
import { Choices } from '@/shared/ui/Choices';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { isActKind } from './acts';
import goalClasses from './Goals.module.css';
import classes from './Portfolio.module.css';
import {
  type CopyFile,
  type Counter,
  copyFile,
  type Dimension,
  type Measure,
  type RatingBody,
  reviewCopy,
  touched,
} from './queries';
import { RatingFields, RatingList } from './Ratings';
import { usePlanName } from './usePlanName';

/** A frozen copy as `wotu.plan/1` tells it. */
interface Content {
  school: string;
  teacher: string;
  motto: string;
  until: string;
  plan: {
    title: string;
    blocks: { key: string; title: string; kind: 'text' | 'list' | 'goals'; answer: string | string[] }[];
    self_ratings: Partial<Record<Dimension, number>>;
    goals: {
      dimension: Dimension;
      words: string;
      measure: Measure;
      counter: Counter | '';
      target: number | null;
      done: string | null;
      reached_on: string | null;
      outcome: string;
      is_dropped: boolean;
      drop_reason: string;
      steps: { words: string; due_on: string | null; done_on: string | null }[];
    }[];
  };
  acts: { type: string; name: string; on: string; kinds: string[]; label: string; amount: string; stands: boolean }[];
}

const page = getRouteApi('/portfolio/copies/$id');

/** What was handed in, to the letter, and the office's answer to it. */
export function CopyPage() {
  const { id } = page.useParams();
  const { data, error, isPending, refetch } = useQuery(copyFile(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return <Whole key={id} copy={data} />;
}

function Whole({ copy }: { copy: CopyFile }) {
  const { t } = useTranslation();
  const { moment, date } = useFormat();
  const nameOf = usePlanName();
  const can = useCan();
  const { staff_id } = useMe();
  const content = copy.content as Content;
  const rows = Object.entries(content.plan.self_ratings).map(
    ([dimension, rating]) => ({ dimension, rating }) as RatingBody,
  );
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('portfolio.copy.title', { name: content.teacher, plan: nameOf(copy.plan) })}
        hint={
          <>
            {t('portfolio.copy.number', { n: copy.number })} ·{' '}
            {t('portfolio.copy.at', { time: moment(copy.submitted_at) })}
            {!copy.is_newest && ` · ${t('portfolio.copy.older')}`}
          </>
        }
      >
        {copy.review && (
          <Tag tone={copy.review.outcome === 'approved' ? 'brand' : 'trouble'}>{copy.review.outcome_label}</Tag>
        )}
      </PageHeader>
      <p className={classes.acts}>
        {copy.is_intact ? (
          <IconShieldCheck size={20} aria-hidden color="var(--mantine-color-pine-7)" />
        ) : (
          <IconShieldX size={20} aria-hidden color="var(--mantine-color-cinnabar-7)" />
        )}
        <span role={copy.is_intact ? undefined : 'alert'}>
          {t(copy.is_intact ? 'portfolio.copy.intact' : 'portfolio.copy.broken')}
        </span>
        <span className={classes.hash}>SHA-256 {copy.sha256}</span>
      </p>
      <div className={classes.stack}>
        {copy.review && (
          <Panel
            title={t('portfolio.review.given')}
            hint={t('portfolio.review.by', { name: copy.review.by?.name ?? '', time: moment(copy.review.at) })}
          >
            <p className={classes.text}>{copy.review.words}</p>
            {copy.review.ratings.length > 0 && <RatingList rows={copy.review.ratings} none="" />}
          </Panel>
        )}
        {content.plan.blocks.map((block) => (
          <Panel key={block.key} title={block.title}>
            {block.kind === 'goals' ? (
              <Goals goals={content.plan.goals} until={content.until} />
            ) : Array.isArray(block.answer) ? (
              block.answer.length ? (
                <ul className={classes.list}>
                  {block.answer.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              ) : (
                <p className={classes.empty}>{t('portfolio.plan.blank')}</p>
              )
            ) : block.answer ? (
              <p className={classes.text}>{block.answer}</p>
            ) : (
              <p className={classes.empty}>{t('portfolio.plan.blank')}</p>
            )}
          </Panel>
        ))}
        <Panel title={t('portfolio.ratings.self')}>
          <RatingList rows={rows} none={t('portfolio.ratings.none')} />
        </Panel>
        <Panel
          title={t('portfolio.copy.acts', { n: content.acts.length })}
          hint={t('portfolio.copy.until', { day: date(content.until) })}
        >
          <details className={classes.fold}>
            <summary>{t('portfolio.copy.showActs')}</summary>
            <ul className={goalClasses.records}>
              {content.acts.toReversed().map((act) => (
                <li key={`${act.type}/${act.name}`}>
                  <time dateTime={act.on}>{act.on}</time>
                  <span>
                    {act.kinds.filter(isActKind).map((kind) => `${t(`portfolio.kind.${kind}`)} `)}
                    {act.kinds[0] === 'visits' ? t('portfolio.visits', { n: act.amount }) : act.label}
                    {!act.stands && <small> {t('portfolio.unverified')}</small>}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        </Panel>
        {copy.abilities.includes('review') && <Review copy={copy} />}
        {(copy.plan.staff.id === staff_id || can('PORTFOLIO_REVIEW')) && (
          <p className={classes.small}>
            <Link to="/portfolio/plans/$id" params={{ id: copy.plan.id }}>
              {t('portfolio.copy.toPlan')}
            </Link>
          </p>
        )}
      </div>
    </div>
  );
}

function Goals({ goals, until }: { goals: Content['plan']['goals']; until: string }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  if (goals.length === 0) return <p className={classes.empty}>{t('portfolio.goal.none')}</p>;
  return (
    <ul className={goalClasses.goals}>
      {goals.map((goal) => (
        <li key={`${goal.dimension}/${goal.words}`} className={goalClasses.goal}>
          <span className={classes.small}>{t(`portfolio.dimension.${goal.dimension}`)}</span>
          <p className={goalClasses.words}>{goal.words}</p>
          {goal.counter && (
            <p className={classes.small}>
              {t('portfolio.goal.progressUntil', {
                what: t(`portfolio.counter.${goal.counter}`),
                done: goal.done ?? '0',
                target: goal.target ?? 0,
                day: date(until),
              })}
            </p>
          )}
          {goal.reached_on && (
            <p className={classes.small}>{t('portfolio.goal.reachedOn', { day: date(goal.reached_on) })}</p>
          )}
          {goal.outcome && <p className={classes.text}>{goal.outcome}</p>}
          {goal.is_dropped && (
            <p className={classes.small}>{t('portfolio.goal.droppedFor', { reason: goal.drop_reason })}</p>
          )}
          {goal.steps.length > 0 && (
            <ul className={classes.list}>
              {goal.steps.map((step) => (
                <li key={step.words}>
                  {step.words}
                  {step.done_on && `（${t('portfolio.step.doneOn', { day: date(step.done_on) })}）`}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The answer of the office: once, to the newest copy, always with words. */
function Review({ copy }: { copy: CopyFile }) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<'approved' | 'returned' | ''>('');
  const [words, setWords] = useState('');
  const [ratings, setRatings] = useState<Record<string, number>>({});
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    (given: 'approved' | 'returned') =>
      reviewCopy(copy.id, {
        outcome: given,
        words: words.trim(),
        ratings: Object.entries(ratings).map(([dimension, rating]) => ({ dimension: dimension as Dimension, rating })),
      }),
    touched,
    () => notify(t('portfolio.review.done')),
  );
  const refused = save.error instanceof ApiError ? save.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (outcome && words.trim()) save.mutate(outcome);
  };
  return (
    <Panel title={t('portfolio.review.title')} hint={t('portfolio.review.hint')}>
      <form onSubmit={submit} noValidate className={classes.stack}>
        <Choices
          name="outcome"
          legend={t('portfolio.review.outcome')}
          required
          options={(['approved', 'returned'] as const).map((value) => ({
            value,
            label: t(`portfolio.review.${value}`),
          }))}
          value={outcome}
          onChange={setOutcome}
          error={asked && !outcome ? t('portfolio.choose') : refused.outcome}
        />
        <Textarea
          label={t('portfolio.review.words')}
          description={t('portfolio.review.wordsHint')}
          withAsterisk
          autosize
          minRows={4}
          maxLength={2000}
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
          error={asked && !words.trim() ? t('error.required') : refused.words}
        />
        <details className={classes.fold}>
          <summary>{t('portfolio.review.ratings')}</summary>
          <RatingFields value={ratings} onChange={setRatings} />
        </details>
        {save.error && !refused.words && !refused.outcome && (
          <p role="alert" className={classes.refusal}>
            {Object.values(refused)[0] ?? problemText(save.error)}
          </p>
        )}
        <div className={classes.acts}>
          <Button type="submit" loading={save.isPending}>
            {t('portfolio.review.send')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
