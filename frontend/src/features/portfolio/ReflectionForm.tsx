import { Button, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as v from 'valibot';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useDraft } from '@/shared/offline/useDraft';
import { useMe } from '@/shared/session/me';
import { refusals } from '@/shared/ui/FormDialog';
import { notify, problemText } from '@/shared/ui/notify';
import { DraftNote } from './DraftNote';
import classes from './Portfolio.module.css';
import { actPages, changeReflection, myPlans, planFile, type Reflection, touched, writeReflection } from './queries';

interface Props {
  portfolio: string;
  row?: Reflection;
  words?: string;
  onDone: (text?: string) => void;
}

const shape = v.object({
  reflected_on: v.string(),
  title: v.string(),
  text: v.string(),
  act: v.string(),
  goal: v.string(),
});

const nameOf = (act: { type: string; name: string }) => `${act.type} ${act.name}`;

/** Private until its owner shows it. Failed saves leave every word where it is. */
export function ReflectionForm({ portfolio, row, words = '', onDone }: Props) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { id: owner, today } = useMe();
  const begin = {
    reflected_on: row?.reflected_on ?? today,
    title: row?.title ?? '',
    text: words,
    act: row?.act ? nameOf(row.act) : '',
    goal: row?.goal?.id ?? '',
  };
  const [values, setValues] = useState(begin);
  const draft = useDraft({
    owner,
    // Written on another version than this one, it is not brought back.
    name: row ? `reflection/${row.id}/${row.version}` : 'reflection',
    schema: shape,
    restore: setValues,
  });
  const [asked, setAsked] = useState(false);
  const acts = useInfiniteQuery(actPages(portfolio));
  const told = (acts.data?.pages[0]?.results ?? []).filter((act) => !act.school && act.kinds[0] !== 'visits');
  const plans = useQuery(myPlans);
  const running = plans.data?.find(
    (plan) => plan.horizon === 'term' && plan.state !== 'voided' && plan.starts_on <= today && today <= plan.ends_on,
  );
  const plan = useQuery({ ...planFile(running?.id ?? ''), enabled: running !== undefined });
  const goals = (plan.data?.goals ?? []).filter((goal) => goal.state !== 'dropped');
  const [lacksDay, lacksTitle, lacksText] = [!values.reflected_on, !values.title.trim(), !values.text.trim()];
  const save = useWrite(
    (_: undefined, key) => {
      const known = told.find((act) => nameOf(act) === values.act);
      const act = known ? { type: known.type, name: known.name } : values.act ? (row?.act ?? null) : null;
      const body = {
        reflected_on: values.reflected_on,
        title: values.title.trim(),
        text: values.text.trim(),
        act,
        goal: values.goal || null,
      };
      return row ? changeReflection(row.id, row.version, body) : writeReflection(body, key);
    },
    touched,
    () => {
      void draft.finish();
      notify(t('portfolio.saved'));
      onDone(values.text.trim());
    },
  );
  const refused = refusals(save.error);
  const put = (name: keyof typeof values) => ({
    value: values[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => {
      const next = { ...values, [name]: currentTarget.value };
      setValues(next);
      draft.save(next);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!lacksDay && !lacksTitle && !lacksText) save.mutate(undefined);
  };
  const missing = (lacks: boolean, field: string) => (asked && lacks ? t('error.required') : refused[field]);
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {draft.savedAt && (
          <DraftNote
            savedAt={draft.savedAt}
            onDiscard={() => {
              setValues(begin);
              void draft.discard();
            }}
          />
        )}
        <TextInput
          {...put('title')}
          label={t('portfolio.reflection.title')}
          withAsterisk
          maxLength={100}
          error={missing(lacksTitle, 'title')}
        />
        <TextInput
          {...put('reflected_on')}
          type="date"
          label={t('portfolio.reflection.on')}
          withAsterisk
          max={today}
          error={missing(lacksDay, 'reflected_on')}
        />
        <Textarea
          {...put('text')}
          label={t('portfolio.reflection.text')}
          description={t('portfolio.reflection.textHint')}
          withAsterisk
          autosize
          minRows={6}
          maxLength={10_000}
          error={missing(lacksText, 'text')}
        />
        <NativeSelect
          {...put('act')}
          label={t('portfolio.reflection.act')}
          error={refused.act}
          data={[
            { value: '', label: t('portfolio.reflection.noAct') },
            ...(row?.act && !told.some((act) => row.act && nameOf(act) === nameOf(row.act))
              ? [{ value: nameOf(row.act), label: t('portfolio.reflection.actBefore') }]
              : []),
            ...told.map((act) => ({ value: nameOf(act), label: `${day(act.on)} ${act.kind_label} ${act.label}` })),
          ]}
        />
        {(goals.length > 0 || row?.goal) && (
          <NativeSelect
            {...put('goal')}
            label={t('portfolio.reflection.goal')}
            error={refused.goal}
            data={[
              { value: '', label: t('portfolio.reflection.noGoal') },
              ...(row?.goal && !goals.some((goal) => goal.id === row.goal?.id)
                ? [{ value: row.goal.id, label: row.goal.words }]
                : []),
              ...goals.map((goal) => ({ value: goal.id, label: goal.words })),
            ]}
          />
        )}
        {save.error && !Object.keys(refused).some((field) => field in values) && (
          <p role="alert" className={classes.refusal}>
            {problemText(save.error)}
          </p>
        )}
        <div className={classes.acts}>
          <Button type="submit" loading={save.isPending}>
            {t('portfolio.save')}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              void draft.finish();
              onDone();
            }}
          >
            {t('act.cancel')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
