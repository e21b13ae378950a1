import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Tag, type Tone } from '@/shared/ui/Tag';
import { DeclareGoal, GoalForm, StepForm } from './GoalDialogs';
import { GoalRecords } from './GoalRecords';
import classes from './Goals.module.css';
import portfolioClasses from './Portfolio.module.css';
import { declareGoal, doStep, dropGoal, dropStep, type Goal, type PlanFile, type Step, touched } from './queries';

const tones: Record<Goal['state'], Tone> = { open: 'calm', reached: 'brand', dropped: 'calm' };

/** Goals with their steps. A counted one goes on by itself and opens to the records it counts. */
export function Goals({ plan, block }: { plan: PlanFile; block: PlanFile['blocks'][number] }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const mayAdd = plan.is_mine && plan.abilities.includes('partial_update');
  const standing = plan.goals.filter((goal) => goal.state !== 'dropped');
  const dropped = plan.goals.filter((goal) => goal.state === 'dropped');
  return (
    <Panel
      title={block.title}
      hint={t('portfolio.goal.hint')}
      aside={
        mayAdd ? (
          <Button
            size="sm"
            variant="light"
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t('portfolio.goal.add')}
          </Button>
        ) : (
          block.is_required && <Tag>{t('portfolio.plan.required')}</Tag>
        )
      }
    >
      {standing.length === 0 && (
        <p className={portfolioClasses.empty}>{t(mayAdd ? 'portfolio.goal.noneYet' : 'portfolio.goal.none')}</p>
      )}
      <ul className={classes.goals}>
        {standing.map((goal) => (
          <GoalCard key={goal.id} goal={goal} plan={plan} />
        ))}
      </ul>
      {dropped.length > 0 && (
        <details className={portfolioClasses.fold}>
          <summary>{t('portfolio.goal.dropped', { n: dropped.length })}</summary>
          <ul className={classes.goals}>
            {dropped.map((goal) => (
              <GoalCard key={goal.id} goal={goal} plan={plan} />
            ))}
          </ul>
        </details>
      )}
      <GoalForm opened={adding} onClose={() => setAdding(false)} plan={plan} />
    </Panel>
  );
}

function GoalCard({ goal, plan }: { goal: Goal; plan: PlanFile }) {
  const { t } = useTranslation();
  const { day, date } = useFormat();
  const [asking, setAsking] = useState<'change' | 'declare' | 'drop' | 'step'>();
  const close = () => setAsking(undefined);
  const may = (verb: string) => goal.abilities.includes(verb);
  const take = useWrite(
    () => declareGoal(goal.id, { reached_on: null, outcome: '' }),
    touched,
    () => notify(t('portfolio.goal.notReached')),
  );
  const drop = useWrite(
    (reason: string) => dropGoal(goal.id, reason),
    touched,
    () => {
      close();
      notify(t('portfolio.goal.droppedNow'));
    },
  );
  return (
    <li className={classes.goal} data-state={goal.state}>
      <div className={portfolioClasses.cardHead}>
        <span className={portfolioClasses.small}>
          {goal.dimension_label}
          {goal.due_on && ` · ${t('portfolio.goal.due', { day: day(goal.due_on) })}`}
        </span>
        <span className={portfolioClasses.acts}>
          {goal.is_late && <Tag tone="soon">{t('portfolio.goal.late')}</Tag>}
          <Tag tone={tones[goal.state]}>{goal.state_label}</Tag>
        </span>
      </div>
      <p className={classes.words}>{goal.words}</p>
      {goal.measure === 'count' && <Progress goal={goal} plan={plan} />}
      {goal.reached_on && (
        <p className={portfolioClasses.small}>{t('portfolio.goal.reachedOn', { day: date(goal.reached_on) })}</p>
      )}
      {goal.outcome && <p className={portfolioClasses.text}>{goal.outcome}</p>}
      {goal.drop_reason && (
        <p className={portfolioClasses.small}>{t('portfolio.goal.droppedFor', { reason: goal.drop_reason })}</p>
      )}
      {goal.steps.length > 0 && (
        <ul className={classes.steps} aria-label={t('portfolio.step.all')}>
          {goal.steps.map((step) => (
            <StepRow key={step.id} step={step} />
          ))}
        </ul>
      )}
      {goal.abilities.length > 0 && (
        <div className={portfolioClasses.acts}>
          {may('declare') &&
            (goal.reached_on ? (
              <Button
                size="sm"
                variant="subtle"
                loading={take.isPending}
                onClick={() => take.mutate(undefined, { onError: notifyProblem })}
              >
                {t('portfolio.goal.undeclare')}
              </Button>
            ) : (
              <Button size="sm" variant="light" onClick={() => setAsking('declare')}>
                {t('portfolio.goal.declare')}
              </Button>
            ))}
          <Button size="sm" variant="subtle" onClick={() => setAsking('step')}>
            {t('portfolio.step.add')}
          </Button>
          {may('partial_update') && (
            <Button
              size="sm"
              variant="subtle"
              aria-label={t('portfolio.goal.changeOf', { words: goal.words })}
              onClick={() => setAsking('change')}
            >
              {t('portfolio.change')}
            </Button>
          )}
          {may('drop') && (
            <Button size="sm" variant="subtle" color="gray" onClick={() => setAsking('drop')}>
              {t('portfolio.goal.drop')}
            </Button>
          )}
        </div>
      )}
      <GoalForm opened={asking === 'change'} onClose={close} plan={plan} goal={goal} />
      <DeclareGoal opened={asking === 'declare'} onClose={close} plan={plan} goal={goal} />
      <StepForm opened={asking === 'step'} onClose={close} plan={plan} goal={goal} />
      <ReasonDialog
        opened={asking === 'drop'}
        onClose={() => {
          close();
          drop.reset();
        }}
        title={t('portfolio.goal.drop')}
        hint={t('portfolio.goal.dropHint')}
        label={t('portfolio.reason')}
        confirm={t('portfolio.goal.drop')}
        danger
        busy={drop.isPending}
        error={drop.error}
        onConfirm={(reason) => drop.mutate(reason)}
      />
    </li>
  );
}

/** How far it is, out of the records; the number opens to them. */
function Progress({ goal, plan }: { goal: Goal; plan: PlanFile }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const done = Number(goal.done ?? 0);
  const target = goal.target ?? 0;
  return (
    <div className={classes.progress}>
      <span className={classes.bar} aria-hidden>
        <span style={{ width: `${target ? Math.min(100, (done / target) * 100) : 0}%` }} />
      </span>
      <details onToggle={({ currentTarget }) => setOpened(currentTarget.open)} className={portfolioClasses.fold}>
        <summary>
          {t('portfolio.goal.progress', {
            what: goal.counter_label,
            done: goal.done ?? '0',
            target,
          })}
        </summary>
        {opened && goal.counter && <GoalRecords goal={goal} plan={plan} counter={goal.counter} />}
      </details>
    </div>
  );
}

function StepRow({ step }: { step: Step }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { today } = useMe();
  const done = useWrite(doStep, touched);
  const drop = useWrite(dropStep, touched);
  const may = (verb: string) => step.abilities.includes(verb);
  return (
    <li>
      <label className={portfolioClasses.check}>
        <input
          type="checkbox"
          checked={step.done_on !== null}
          disabled={!may('done') || done.isPending}
          onChange={({ currentTarget }) =>
            done.mutate({ id: step.id, done_on: currentTarget.checked ? today : null }, { onError: notifyProblem })
          }
        />
        <span data-done={step.done_on !== null || undefined}>
          {step.words}
          <small>
            {step.done_on
              ? t('portfolio.step.doneOn', { day: day(step.done_on) })
              : step.due_on && t('portfolio.goal.due', { day: day(step.due_on) })}
          </small>
        </span>
      </label>
      {may('drop') && (
        <Button
          size="sm"
          variant="subtle"
          color="gray"
          loading={drop.isPending}
          aria-label={t('portfolio.step.dropOf', { words: step.words })}
          onClick={() => drop.mutate(step.id, { onError: notifyProblem })}
        >
          {t('portfolio.step.drop')}
        </Button>
      )}
    </li>
  );
}
