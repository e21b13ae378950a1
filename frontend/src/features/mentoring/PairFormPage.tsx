import { Button, Group, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { colleagues } from '@/shared/api/lists';
import { useWrite } from '@/shared/api/useWrite';
import { daysAfter, schoolToday } from '@/shared/i18n/format';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Choices } from '@/shared/ui/Choices';
import { refusals } from '@/shared/ui/FormDialog';
import { focusField } from '@/shared/ui/focusField';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { DutiesEditor } from './DutiesEditor';
import { type Form, forms, template } from './duties';
import { Meant } from './Meant';
import classes from './PairForm.module.css';
import { addPair, type Duty, type NewPair, type PairFile, pairFile, type Term, termList } from './queries';
import { touched } from './touched';

const page = getRouteApi('/pairs/new');
const fields = ['subject', 'class_teacher'] as const;

/** A new pair, or the renewal of one: who, in what, for how long, and what is agreed. */
export function PairFormPage() {
  const { t } = useTranslation();
  const { renews } = page.useSearch();
  const before = useQuery(pairFile(renews ?? ''));
  const terms = useQuery(termList);
  if ((renews && before.isPending) || terms.isPending) return <PageSkeleton />;
  if (renews && !before.data) return <Failure error={before.error} reset={before.refetch} />;
  return (
    <div className={classes.page}>
      <p className={classes.back}>
        <Link to="/pairs" activeOptions={{ exact: true }}>
          {t('pairs.back')}
        </Link>
      </p>
      <PageHeader title={t(renews ? 'pairForm.renew' : 'pairForm.title')} hint={t('pairForm.hint')} />
      <Fields before={before.data} terms={terms.data ?? []} />
    </div>
  );
}

/** A pair usually runs until the end of the school year. */
function yearsEnd(terms: readonly Term[]) {
  const now = terms.find((one) => one.window_opens_on <= schoolToday() && schoolToday() <= one.window_closes_on);
  const second = terms.find((one) => one.academic_year === now?.academic_year && one.ordinal === 2);
  return second?.ends_on ?? (now ? `${now.first_year + 1}-06-30` : '');
}

function begin(before: PairFile | undefined, terms: readonly Term[]) {
  const agreed = before?.agreements.find((one) => one.number === before.agreement) ?? before?.agreements.at(-1);
  const form: Form = before?.form ?? 'entry';
  return {
    mentor: before?.mentor.id ?? '',
    mentee: before?.mentee.id ?? '',
    field: before?.field ?? ('subject' as const),
    subject: before?.subject ?? '',
    form,
    starts_on: before ? daysAfter(before.ends_on, 1) : schoolToday(),
    ends_on: before ? '' : yearsEnd(terms),
    goals: agreed?.goals ?? '',
    duties: agreed
      ? agreed.duties.map(({ kind, period, at_least }): Duty => ({ kind, period, at_least }))
      : template[form],
  };
}
type Values = ReturnType<typeof begin>;

function Fields({ before, terms }: { before: PairFile | undefined; terms: readonly Term[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const staff = useQuery(colleagues);
  const [values, setValues] = useState(() => begin(before, terms));
  const [isMeant, setIsMeant] = useState(false);
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    (body: NewPair, key) => addPair(body, key),
    touched,
    (made) => {
      notify(t('pairForm.saved'));
      void navigate({ to: '/pairs/$id', params: { id: made.id }, search: { view: 'agreement' } });
    },
  );
  const refused = refusals(save.error);
  const many = save.error instanceof ApiError && save.error.code === 'many_mentees';
  const needed: (keyof Values)[] = [
    'mentor',
    'mentee',
    ...(values.field === 'subject' ? (['subject'] as const) : []),
    'starts_on',
    'ends_on',
    'goals',
  ];
  const lacks = needed.filter((name) => !String(values[name]).trim());
  const put = <K extends keyof Values>(name: K, value: Values[K]) => setValues({ ...values, [name]: value });
  const error = (name: keyof Values) => (asked && lacks.includes(name) ? t('error.required') : refused[name]);
  const words = (name: 'subject' | 'starts_on' | 'ends_on' | 'goals') => ({
    'data-field': name,
    withAsterisk: true,
    value: values[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => put(name, currentTarget.value),
    error: error(name),
  });
  const people = (staff.data?.value ?? []).map((one) => ({
    value: one.id,
    label: [one.name, one.posts[0]].filter(Boolean).join(' · '),
  }));
  const person = (name: 'mentor' | 'mentee') => ({
    'data-field': name,
    withAsterisk: true,
    searchable: true,
    limit: 50,
    data: people.filter((one) => one.value !== values[name === 'mentor' ? 'mentee' : 'mentor']),
    value: values[name] || null,
    onChange: (value: string | null) => put(name, value ?? ''),
    nothingFoundMessage: t('pairForm.nobody'),
    error: error(name),
    disabled: before !== undefined && name === 'mentee',
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const [first] = lacks;
    if (first) return focusField(first);
    const { subject, goals, ...rest } = values;
    save.mutate({
      ...rest,
      subject: values.field === 'subject' ? subject.trim() : '',
      goals: goals.trim(),
      is_meant: isMeant,
      ...(before && { renews: before.id }),
    });
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Panel title={t('pairForm.who')}>
        <div className={classes.fields}>
          <Select label={t('pairs.mentor')} {...person('mentor')} />
          <Select label={t('pairs.mentee')} {...person('mentee')} />
          <Choices
            legend={t('pairForm.field')}
            name="field"
            value={values.field}
            onChange={(field) => put('field', field)}
            options={fields.map((value) => ({ value, label: t(`pairForm.fields.${value}`) }))}
            error={error('field')}
          />
          {values.field === 'subject' && (
            <TextInput label={t('pairForm.subject')} maxLength={30} {...words('subject')} />
          )}
          <TextInput type="date" label={t('pairForm.from')} {...words('starts_on')} />
          <TextInput type="date" label={t('pairForm.to')} min={values.starts_on} {...words('ends_on')} />
        </div>
      </Panel>
      <Panel title={t('pairForm.agreement')} hint={t('pairForm.agreementHint')}>
        <div className={classes.stack}>
          <Choices
            legend={t('pairForm.form')}
            hint={t('pairForm.formHint')}
            name="form"
            value={values.form}
            onChange={(form) => setValues({ ...values, form, duties: template[form] })}
            options={forms.map((value) => ({
              value,
              label: t(`pairForm.forms.${value}`),
              note: t(`pairForm.formNotes.${value}`),
            }))}
            error={error('form')}
          />
          <DutiesEditor duties={values.duties} onChange={(duties) => put('duties', duties)} refused={refused} />
          <Textarea
            label={t('pairForm.goals')}
            description={t('pairForm.goalsHint')}
            autosize
            minRows={4}
            maxRows={16}
            maxLength={3000}
            {...words('goals')}
          />
          {!values.goals.trim() && (
            <div>
              <Button
                variant="light"
                size="sm"
                onClick={() => put('goals', t(`pairForm.goalsTemplate.${values.field}`))}
              >
                {t('pairForm.useTemplate')}
              </Button>
            </div>
          )}
        </div>
      </Panel>
      {many && <Meant checked={isMeant} onChange={setIsMeant} />}
      {save.error && (
        <p role="alert" className={classes.refusal}>
          {problemText(save.error)}
        </p>
      )}
      <Group gap="sm">
        <Button type="submit" loading={save.isPending}>
          {t('pairForm.save')}
        </Button>
        <ButtonLink to="/pairs" variant="default">
          {t('act.cancel')}
        </ButtonLink>
      </Group>
    </form>
  );
}
