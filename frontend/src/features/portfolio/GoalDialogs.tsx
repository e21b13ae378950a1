import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useMe } from '@/shared/session/me';
import { ActDialog } from '@/shared/ui/ActDialog';
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
  const { today } = useMe();
  return (
    <ActDialog
      opened={opened}
      onClose={onClose}
      title={t('portfolio.goal.declare')}
      hint={goal.words}
      confirm={t('portfolio.goal.declare')}
      fields={[
        {
          name: 'reached_on',
          kind: 'day',
          label: t('portfolio.goal.reached'),
          value: today,
          min: plan.starts_on,
          max: today,
        },
        { name: 'outcome', kind: 'text', label: t('portfolio.goal.outcome'), optional: goal.measure !== 'text' },
      ]}
      act={(given) => declareGoal(goal.id, given)}
      done={t('portfolio.goal.declared')}
      touched={touched}
    />
  );
}

export function StepForm({ opened, onClose, plan, goal }: Props) {
  const { t } = useTranslation();
  return (
    <ActDialog
      opened={opened}
      onClose={onClose}
      title={t('portfolio.step.add')}
      hint={goal.words}
      confirm={t('portfolio.save')}
      fields={[
        {
          name: 'words',
          kind: 'line',
          label: t('portfolio.step.words'),
          hint: t('portfolio.step.wordsHint'),
          most: 300,
        },
        {
          name: 'due_on',
          kind: 'day',
          label: t('portfolio.step.dueOn'),
          min: plan.starts_on,
          max: plan.ends_on,
          optional: true,
        },
      ]}
      act={({ words, due_on }, key) => addStep({ goal: goal.id, words, ...(due_on && { due_on }) }, key)}
      done={t('portfolio.saved')}
      touched={touched}
    />
  );
}
