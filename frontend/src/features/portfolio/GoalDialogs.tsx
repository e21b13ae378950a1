import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useMe } from '@/shared/session/me';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { counters } from './acts';
import {
  addStep,
  type Counter,
  changeGoal,
  type Dimension,
  declareGoal,
  type Goal,
  type Measure,
  type PlanFile,
  setGoal,
  touched,
} from './queries';
import { dimensions, measures } from './words';

interface Props {
  opened: boolean;
  onClose: () => void;
  plan: PlanFile;
  goal: Goal;
}

type Input = { currentTarget: { value: string } };

/** A new goal, or other words for one. By what a goal is measured does not change. */
export function GoalForm({ opened, onClose, plan, goal }: Omit<Props, 'goal'> & { goal?: Goal }) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t(goal ? 'portfolio.goal.change' : 'portfolio.goal.add')}>
      <GoalBody onClose={onClose} plan={plan} goal={goal} />
    </FormDialog>
  );
}

function GoalBody({ onClose, plan, goal }: { onClose: () => void; plan: PlanFile; goal: Goal | undefined }) {
  const { t } = useTranslation();
  const [values, setValues] = useState({
    dimension: (goal?.dimension ?? '') as Dimension | '',
    words: goal?.words ?? '',
    measure: (goal?.measure ?? 'count') as Measure,
    counter: (goal?.counter || counters[0]) as Counter,
    target: String(goal?.target ?? ''),
    due_on: goal?.due_on ?? '',
  });
  const [asked, setAsked] = useState(false);
  const counts = values.measure === 'count';
  const lacks = {
    dimension: !values.dimension,
    words: !values.words.trim(),
    target: counts && !(Number(values.target) >= 1),
  };
  const save = useWrite(
    (dimension: Dimension, key) => {
      const words = values.words.trim();
      const target = counts ? { target: Number(values.target) } : {};
      return goal
        ? changeGoal(goal.id, goal.version, { dimension, words, ...target, due_on: values.due_on || null })
        : setGoal(
            {
              plan: plan.id,
              dimension,
              words,
              measure: values.measure,
              ...(counts ? { counter: values.counter } : {}),
              ...target,
              ...(values.due_on ? { due_on: values.due_on } : {}),
            },
            key,
          );
    },
    touched,
    () => {
      notify(t('portfolio.saved'));
      onClose();
    },
  );
  const refused = refusals(save.error);
  const put = (more: Partial<typeof values>) => setValues({ ...values, ...more });
  const missing = (name: keyof typeof lacks) => (asked && lacks[name] ? t('error.required') : refused[name]);
  return (
    <FormBody
      confirm={t('portfolio.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (values.dimension && !lacks.words && !lacks.target) save.mutate(values.dimension);
      }}
      onClose={onClose}
      fields={Object.keys(values)}
    >
      <Choices
        name="dimension"
        legend={t('portfolio.goal.dimension')}
        required
        options={dimensions.map((value) => ({ value, label: t(`portfolio.dimension.${value}`) }))}
        value={values.dimension}
        onChange={(dimension) => put({ dimension })}
        error={missing('dimension')}
      />
      <Textarea
        label={t('portfolio.goal.words')}
        description={t('portfolio.goal.wordsHint')}
        withAsterisk
        autosize
        minRows={2}
        maxLength={300}
        value={values.words}
        // The server takes one line.
        onChange={({ currentTarget }: Input) => put({ words: currentTarget.value.replace(/\s*\n\s*/g, ' ') })}
        error={missing('words')}
      />
      {!goal && (
        <Choices
          name="measure"
          legend={t('portfolio.goal.measure')}
          hint={t(`portfolio.goal.measureHint.${values.measure}`)}
          options={measures.map((value) => ({ value, label: t(`portfolio.measure.${value}`) }))}
          value={values.measure}
          onChange={(measure) => put({ measure })}
          error={refused.measure}
        />
      )}
      {counts && !goal && (
        <NativeSelect
          label={t('portfolio.goal.counter')}
          value={values.counter}
          onChange={({ currentTarget }) => put({ counter: currentTarget.value as Counter })}
          data={counters.map((value) => ({ value, label: t(`portfolio.counter.${value}`) }))}
          error={refused.counter}
        />
      )}
      {counts && (
        <TextInput
          type="number"
          inputMode="numeric"
          min={1}
          max={9999}
          label={t('portfolio.goal.target')}
          withAsterisk
          value={values.target}
          onChange={({ currentTarget }: Input) => put({ target: currentTarget.value })}
          error={missing('target')}
        />
      )}
      <TextInput
        type="date"
        label={t('portfolio.goal.dueOn')}
        min={plan.starts_on}
        max={plan.ends_on}
        value={values.due_on}
        onChange={({ currentTarget }: Input) => put({ due_on: currentTarget.value })}
        error={refused.due_on}
      />
    </FormBody>
  );
}

/** A milestone or a goal in words is reached, says its owner. */
export function DeclareGoal({ opened, onClose, plan, goal }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('portfolio.goal.declare')}>
      <DeclareBody onClose={onClose} plan={plan} goal={goal} />
    </FormDialog>
  );
}

function DeclareBody({ onClose, plan, goal }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const { today } = useMe();
  const [reached_on, setDay] = useState(today);
  const [outcome, setOutcome] = useState('');
  const [asked, setAsked] = useState(false);
  const lacks = goal.measure === 'text' && !outcome.trim();
  const save = useWrite(
    () => declareGoal(goal.id, { reached_on, outcome: outcome.trim() }),
    touched,
    () => {
      notify(t('portfolio.goal.declared'));
      onClose();
    },
  );
  const refused = refusals(save.error);
  return (
    <FormBody
      confirm={t('portfolio.goal.declare')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (!lacks && reached_on) save.mutate(undefined);
      }}
      onClose={onClose}
      fields={['reached_on', 'outcome']}
    >
      <p>{goal.words}</p>
      <TextInput
        type="date"
        label={t('portfolio.goal.reached')}
        withAsterisk
        min={plan.starts_on}
        max={today}
        value={reached_on}
        onChange={({ currentTarget }) => setDay(currentTarget.value)}
        error={asked && !reached_on ? t('error.required') : refused.reached_on}
      />
      <Textarea
        label={t('portfolio.goal.outcome')}
        withAsterisk={goal.measure === 'text'}
        autosize
        minRows={3}
        maxLength={500}
        value={outcome}
        onChange={({ currentTarget }) => setOutcome(currentTarget.value)}
        error={asked && lacks ? t('error.required') : refused.outcome}
      />
    </FormBody>
  );
}

export function StepForm({ opened, onClose, plan, goal }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('portfolio.step.add')}>
      <StepBody onClose={onClose} plan={plan} goal={goal} />
    </FormDialog>
  );
}

function StepBody({ onClose, plan, goal }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [due_on, setDue] = useState('');
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    (_: undefined, key) => addStep({ goal: goal.id, words: words.trim(), ...(due_on ? { due_on } : {}) }, key),
    touched,
    () => {
      notify(t('portfolio.saved'));
      onClose();
    },
  );
  const refused = refusals(save.error);
  return (
    <FormBody
      confirm={t('portfolio.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (words.trim()) save.mutate(undefined);
      }}
      onClose={onClose}
      fields={['words', 'due_on']}
    >
      <p>{goal.words}</p>
      <TextInput
        data-autofocus
        label={t('portfolio.step.words')}
        description={t('portfolio.step.wordsHint')}
        withAsterisk
        maxLength={300}
        value={words}
        onChange={({ currentTarget }) => setWords(currentTarget.value)}
        error={asked && !words.trim() ? t('error.required') : refused.words}
      />
      <TextInput
        type="date"
        label={t('portfolio.step.dueOn')}
        min={plan.starts_on}
        max={plan.ends_on}
        value={due_on}
        onChange={({ currentTarget }) => setDue(currentTarget.value)}
        error={refused.due_on}
      />
    </FormBody>
  );
}
