import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as v from 'valibot';
import { ApiError } from '@/shared/api/errors';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useDraft } from '@/shared/offline/useDraft';
import { useMe } from '@/shared/session/me';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { Blocks } from './Blocks';
import { Copies } from './Copies';
import { DraftNote } from './DraftNote';
import { Goals } from './Goals';
import classes from './Portfolio.module.css';
import { type PlanFile, planFile, submitPlan, touched, voidPlan, writePlan } from './queries';
import { RatingFields, RatingList } from './Ratings';
import { usePlanName } from './usePlanName';
import { stateTones } from './words';

const page = getRouteApi('/portfolio/plans/$id');

/** One plan: its owner writes in it whatever its state is; the office reads it once a copy was handed in. */
export function PlanPage() {
  const { id } = page.useParams();
  const { data, error, isPending, refetch } = useQuery(planFile(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return <Whole key={id} plan={data} />;
}

const shape = v.object({
  answers: v.record(v.string(), v.string()),
  ratings: v.record(v.string(), v.number()),
  version: v.number(),
});

const answersOf = (plan: PlanFile) => Object.fromEntries(plan.blocks.map(({ key, text }) => [key, text]));
const ratingsOf = (plan: PlanFile) =>
  Object.fromEntries(plan.self_ratings.map(({ dimension, rating }) => [dimension, rating]));

function Whole({ plan }: { plan: PlanFile }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const nameOf = usePlanName();
  const me = useMe();
  const [answers, setAnswers] = useState(() => answersOf(plan));
  const [ratings, setRatings] = useState<Record<string, number>>(() => ratingsOf(plan));
  // What is written here stands on the version that was read, until it is saved.
  const [version, setVersion] = useState(plan.version);
  const [changed, setChanged] = useState(false);
  const [asking, setAsking] = useState<'submit' | 'void'>();
  const may = (verb: string) => plan.abilities.includes(verb);
  const writes = may('partial_update');
  const draft = useDraft({
    owner: me.id,
    name: `growth-plan/${plan.id}`,
    schema: shape,
    restore: (found) => {
      setAnswers(found.answers);
      setRatings(found.ratings);
      setVersion(found.version);
      setChanged(true);
    },
    active: writes,
  });

  const write = (on: number) =>
    writePlan(plan.id, on, {
      answers: plan.blocks.flatMap(({ key, kind }) => (kind === 'goals' ? [] : [{ key, text: answers[key] ?? '' }])),
      self_ratings: Object.entries(ratings).map(([dimension, rating]) => ({
        dimension: dimension as PlanFile['self_ratings'][number]['dimension'],
        rating,
      })),
    });
  const written = (made: PlanFile) => {
    setVersion(made.version);
    setChanged(false);
    void draft.discard();
  };
  const save = useWrite(
    (on: number) => write(on),
    touched,
    (made) => {
      written(made);
      submit.reset();
      notify(t('portfolio.saved'));
    },
  );
  const submit = useWrite(
    async () => {
      if (changed) written(await write(version));
      return submitPlan(plan.id);
    },
    touched,
    () => {
      setAsking(undefined);
      notify(t('portfolio.plan.submitted'));
    },
  );
  const take = useWrite(
    (reason: string) => voidPlan(plan.id, reason),
    touched,
    () => {
      setAsking(undefined);
      notify(t('portfolio.plan.taken'));
    },
  );
  const newer = [save.error, submit.error]
    .map((error) => (error instanceof ApiError && error.status === 412 ? (error.current as PlanFile) : undefined))
    .find(Boolean);
  const edit = (more: { answers?: Record<string, string>; ratings?: Record<string, number> }) => {
    if (more.answers) setAnswers(more.answers);
    if (more.ratings) setRatings(more.ratings);
    setChanged(true);
    void draft.save({ answers, ratings, version, ...more });
  };
  const refused = save.error instanceof ApiError ? save.error.fields : {};

  return (
    <div className={classes.page}>
      <PageHeader
        title={nameOf(plan)}
        hint={
          <>
            {!plan.is_mine && (
              <>
                <Link to="/portfolios/$id" params={{ id: plan.portfolio }}>
                  {plan.staff.name}
                </Link>
                {' · '}
              </>
            )}
            {plan.stage_label} · {t('portfolio.fromTo', { first: date(plan.starts_on), last: date(plan.ends_on) })}
          </>
        }
      >
        <Tag tone={stateTones[plan.state]}>{plan.state_label}</Tag>
        {may('submit') && (
          <Button leftSection={<IconSend size={18} aria-hidden />} onClick={() => setAsking('submit')}>
            {t(plan.copies ? 'portfolio.plan.submitAgain' : 'portfolio.plan.submit')}
          </Button>
        )}
      </PageHeader>
      {plan.state === 'submitted' && plan.is_mine && <p className={classes.note}>{t('portfolio.plan.waiting')}</p>}
      {plan.void_reason && <p className={classes.note}>{t('portfolio.plan.wasTaken', { reason: plan.void_reason })}</p>}
      <div className={classes.stack}>
        {draft.savedAt && (
          <DraftNote
            savedAt={draft.savedAt}
            onDiscard={() => {
              setAnswers(answersOf(plan));
              setRatings(ratingsOf(plan));
              written(plan);
            }}
          />
        )}
        <Copies plan={plan} />
        {plan.blocks.map((block) =>
          block.kind === 'goals' ? (
            <Goals key={block.key} plan={plan} block={block} />
          ) : (
            <Blocks
              key={block.key}
              block={block}
              text={writes ? (answers[block.key] ?? '') : block.text}
              error={refused[`answers.${block.key}`]}
              onChange={writes ? (text) => edit({ answers: { ...answers, [block.key]: text } }) : undefined}
            />
          ),
        )}
        <Panel title={t('portfolio.ratings.own')} hint={t('portfolio.ratings.hint')}>
          {writes ? (
            <RatingFields value={ratings} onChange={(next) => edit({ ratings: next })} />
          ) : (
            <RatingList rows={plan.self_ratings} none={t('portfolio.ratings.none')} />
          )}
        </Panel>
        {writes && (
          <div className={classes.stack}>
            {newer && (
              <div role="alert" className={classes.waits}>
                <span>{t('portfolio.conflict.hint')}</span>
                <span className={classes.acts}>
                  <Button size="sm" loading={save.isPending} onClick={() => save.mutate(newer.version)}>
                    {t('portfolio.conflict.mine')}
                  </Button>
                  <Button
                    size="sm"
                    variant="default"
                    onClick={() => {
                      setAnswers(answersOf(newer));
                      setRatings(ratingsOf(newer));
                      written(newer);
                      save.reset();
                      submit.reset();
                    }}
                  >
                    {t('portfolio.conflict.theirs')}
                  </Button>
                </span>
              </div>
            )}
            {save.error && !newer && (
              <p role="alert" className={classes.refusal}>
                {Object.values(refused)[0] ?? problemText(save.error)}
              </p>
            )}
            <div className={classes.acts}>
              <Button loading={save.isPending} disabled={!changed} onClick={() => save.mutate(version)}>
                {t('portfolio.plan.save')}
              </Button>
              <span className={classes.small} role="status">
                {t(changed ? 'portfolio.plan.unsaved' : 'portfolio.plan.allSaved')}
              </span>
              {may('void') && (
                <Button variant="subtle" color="cinnabar" onClick={() => setAsking('void')}>
                  {t('portfolio.plan.void')}
                </Button>
              )}
            </div>
          </div>
        )}
      </div>
      <ConfirmDialog
        opened={asking === 'submit'}
        onClose={() => {
          setAsking(undefined);
          submit.reset();
        }}
        title={t('portfolio.plan.submit')}
        confirm={t('portfolio.plan.submitGo')}
        busy={submit.isPending}
        error={submit.error}
        onConfirm={() => submit.mutate(undefined)}
      >
        <p>{t('portfolio.plan.submitHint')}</p>
        {changed && <p>{t('portfolio.plan.savesFirst')}</p>}
        {!changed && plan.missing.length > 0 && (
          <p className={classes.refusal}>{t('portfolio.plan.missing', { titles: plan.missing.join('、') })}</p>
        )}
      </ConfirmDialog>
      <ReasonDialog
        opened={asking === 'void'}
        onClose={() => {
          setAsking(undefined);
          take.reset();
        }}
        title={t('portfolio.plan.void')}
        hint={t('portfolio.plan.voidHint')}
        label={t('portfolio.reason')}
        confirm={t('portfolio.plan.voidGo')}
        danger
        busy={take.isPending}
        error={take.error}
        onConfirm={(reason) => take.mutate(reason)}
      />
    </div>
  );
}
