import { Button, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { useWrite } from '@/shared/api/useWrite';
import { schoolToday } from '@/shared/i18n/format';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Choices } from '@/shared/ui/Choices';
import { refusals } from '@/shared/ui/FormDialog';
import { focusField } from '@/shared/ui/focusField';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import classes from './Assurance.module.css';
import { Back } from './Back';
import { toldOf, useBefore } from './before';
import { addSurvey, changeSurvey, type Question, type Survey, surveyOf, touched } from './queries';

const page = getRouteApi('/assurance/surveys/new');
const whoms = ['parents', 'pupils', 'staff', 'society'] as const satisfies readonly Survey['whom'][];
const kinds = ['scale', 'choice', 'text'] as const satisfies readonly Question['kind'][];
const MOST = 40;

/** A survey that is asked on paper or in another tool: whom, when, and its questions. */
export function SurveyFormPage() {
  const { t } = useTranslation();
  const { edit } = page.useSearch();
  const read = useQuery(surveyOf(edit ?? ''));
  const before = useBefore(read);
  if (edit && !before) return read.isError ? <Failure error={read.error} reset={read.refetch} /> : <PageSkeleton />;
  return (
    <div className={classes.page}>
      <Back view="surveys" />
      <PageHeader
        title={t(edit ? 'assurance.surveys.edit' : 'assurance.surveys.add')}
        hint={t('assurance.surveys.addHint')}
      />
      <Fields before={before} />
    </div>
  );
}

interface Asked {
  key: number;
  kind: Question['kind'];
  text: string;
  /** One on a line. */
  options: string;
  is_satisfaction: boolean;
}
let last = 0;
const blank = (first: boolean): Asked => ({
  key: ++last,
  kind: 'scale',
  text: '',
  options: '',
  is_satisfaction: first,
});
const lines = (value: string) =>
  value
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean);

function Fields({ before }: { before: Survey | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [values, setValues] = useState(() => ({
    title: before?.title ?? '',
    whom: before?.whom ?? ('parents' as Survey['whom']),
    opened_on: before?.opened_on ?? schoolToday(),
    closed_on: before?.closed_on ?? '',
  }));
  const [asks, setAsks] = useState<Asked[]>(
    () =>
      before?.questions.map((one) => ({
        key: ++last,
        kind: one.kind,
        text: one.text,
        options: one.kind === 'choice' ? one.options.map((option) => option.label).join('\n') : '',
        is_satisfaction: one.is_satisfaction,
      })) ?? [blank(true)],
  );
  const [tried, setTried] = useState(false);
  const [version, setVersion] = useState<number>();
  const save = useWrite(
    (_given: undefined, key) => {
      const body = {
        ...values,
        title: values.title.trim(),
        questions: asks.map((one) => ({
          kind: one.kind,
          text: one.text.trim(),
          options: one.kind === 'choice' ? lines(one.options) : [],
          is_satisfaction: one.kind === 'scale' && one.is_satisfaction,
        })),
      };
      return before ? changeSurvey(before.id, version ?? before.version, body) : addSurvey(body, key);
    },
    touched.surveys,
    (made) => {
      notify(t('assurance.saved'));
      void navigate({ to: '/assurance/surveys/$id', params: { id: made.id } });
    },
  );
  const refused = refusals(save.error);
  const stale = save.error instanceof ApiError && save.error.status === 412;
  const lacks = [
    ...(['title', 'opened_on', 'closed_on'] as const).filter((name) => !values[name].trim()),
    ...asks.flatMap((one, at) => [
      ...(one.text.trim() ? [] : [`questions.${at}.text`]),
      ...(one.kind !== 'choice' || lines(one.options).length > 1 ? [] : [`questions.${at}.options`]),
    ]),
  ];
  const error = (name: string) => (tried && lacks.includes(name) ? t('error.required') : refused[name]);
  const put = (key: number, next: Partial<Asked>) =>
    setAsks(asks.map((one) => (one.key === key ? { ...one, ...next } : one)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const [first] = lacks;
    if (first) return focusField(first);
    save.mutate(undefined, { onError: (problem) => setVersion((now) => toldOf(problem) ?? now) });
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Panel title={t('assurance.surveys.whole')}>
        <div className={classes.fields}>
          <TextInput
            className={classes.wide ?? ''}
            label={t('assurance.surveys.name')}
            withAsterisk
            maxLength={100}
            data-field="title"
            value={values.title}
            onChange={({ currentTarget }) => setValues({ ...values, title: currentTarget.value })}
            error={error('title')}
          />
          <div className={classes.wide}>
            <Choices
              legend={t('assurance.surveys.whom')}
              name="whom"
              required
              value={values.whom}
              onChange={(whom) => setValues({ ...values, whom })}
              options={whoms.map((value) => ({ value, label: t(`assurance.surveys.whoms.${value}`) }))}
              error={error('whom')}
            />
          </div>
          <TextInput
            type="date"
            label={t('assurance.surveys.opensOn')}
            withAsterisk
            data-field="opened_on"
            value={values.opened_on}
            onChange={({ currentTarget }) => setValues({ ...values, opened_on: currentTarget.value })}
            error={error('opened_on')}
          />
          <TextInput
            type="date"
            label={t('assurance.surveys.closesOn')}
            withAsterisk
            min={values.opened_on}
            data-field="closed_on"
            value={values.closed_on}
            onChange={({ currentTarget }) => setValues({ ...values, closed_on: currentTarget.value })}
            error={error('closed_on')}
          />
        </div>
      </Panel>
      <Panel
        title={t('assurance.surveys.questions', { count: asks.length })}
        hint={t('assurance.surveys.questionsHint')}
      >
        <div className={classes.inner}>
          {asks.map((one, at) => (
            <fieldset key={one.key} className={classes.box}>
              <legend>{t('assurance.surveys.question', { number: at + 1 })}</legend>
              <TextInput
                label={t('assurance.surveys.asks')}
                withAsterisk
                maxLength={200}
                data-field={`questions.${at}.text`}
                value={one.text}
                onChange={({ currentTarget }) => put(one.key, { text: currentTarget.value })}
                error={error(`questions.${at}.text`)}
              />
              <NativeSelect
                label={t('assurance.surveys.kind')}
                value={one.kind}
                onChange={({ currentTarget }) => put(one.key, { kind: currentTarget.value as Question['kind'] })}
                data={kinds.map((value) => ({ value, label: t(`assurance.surveys.kinds.${value}`) }))}
                error={error(`questions.${at}.kind`)}
              />
              {one.kind === 'choice' && (
                <Textarea
                  label={t('assurance.surveys.options')}
                  description={t('assurance.surveys.optionsHint')}
                  withAsterisk
                  autosize
                  minRows={3}
                  maxRows={20}
                  data-field={`questions.${at}.options`}
                  value={one.options}
                  onChange={({ currentTarget }) => put(one.key, { options: currentTarget.value })}
                  error={error(`questions.${at}.options`)}
                />
              )}
              {one.kind === 'scale' && (
                <label className={classes.check}>
                  <input
                    type="checkbox"
                    checked={one.is_satisfaction}
                    onChange={({ currentTarget }) => {
                      const on = currentTarget.checked;
                      // One question alone is the school's satisfaction.
                      setAsks(
                        asks.map((other) => ({
                          ...other,
                          is_satisfaction: other.key === one.key ? on : other.is_satisfaction && !on,
                        })),
                      );
                    }}
                  />
                  <span>{t('assurance.surveys.isSatisfaction')}</span>
                </label>
              )}
              {asks.length > 1 && (
                <div className={classes.boxFoot}>
                  <Button
                    size="sm"
                    variant="subtle"
                    color="cinnabar"
                    onClick={() => setAsks(asks.filter((other) => other.key !== one.key))}
                  >
                    {t('assurance.surveys.removeQuestion', { number: at + 1 })}
                  </Button>
                </div>
              )}
            </fieldset>
          ))}
          {asks.length < MOST && (
            <div>
              <Button
                variant="light"
                leftSection={<IconPlus size={18} aria-hidden />}
                onClick={() => setAsks([...asks, blank(false)])}
              >
                {t('assurance.surveys.addQuestion')}
              </Button>
            </div>
          )}
        </div>
      </Panel>
      {save.error && (
        <p role="alert" className={classes.refusal}>
          {stale ? t('assurance.stale') : problemText(save.error)}
        </p>
      )}
      <Group gap="sm">
        <Button type="submit" loading={save.isPending}>
          {t('assurance.save')}
        </Button>
        <ButtonLink to="/assurance" search={{ view: 'surveys' }} variant="default">
          {t('act.cancel')}
        </ButtonLink>
      </Group>
    </form>
  );
}
