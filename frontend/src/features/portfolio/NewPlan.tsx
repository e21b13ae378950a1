import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { termList } from '@/shared/api/terms';
import { useWrite } from '@/shared/api/useWrite';
import { useMe } from '@/shared/session/me';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { yearOf } from './acts';
import { type Horizon, makePlan, type Plan, type Stage, type Template, templatesInForce, touched } from './queries';
import { horizons, stages } from './words';

interface Props {
  opened: boolean;
  onClose: () => void;
  /** The own ones that stand. */
  plans: readonly Plan[];
}

export function NewPlan({ opened, onClose, plans }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('portfolio.plan.new')} size="lg">
      <Loaded onClose={onClose} plans={plans} />
    </FormDialog>
  );
}

function Loaded({ onClose, plans }: Omit<Props, 'opened'>) {
  const { data, error, isPending, refetch } = useQuery(templatesInForce);
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return <Form onClose={onClose} plans={plans} templates={data} />;
}

function Form({ onClose, plans, templates }: Omit<Props, 'opened'> & { templates: readonly Template[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { current_term, today } = useMe();
  const { data: terms = [] } = useQuery(termList);
  const begun = yearOf(today);
  const [values, setValues] = useState({
    horizon: (plans.some((plan) => plan.horizon === 'years') ? 'term' : 'years') as Horizon,
    // One stays at a stage for years.
    stage: (plans[0]?.stage ?? '') as Stage | '',
    term: '',
    starts_on: `${begun}-09-01`,
    ends_on: `${begun + 3}-08-31`,
  });
  const [asked, setAsked] = useState(false);
  const term = values.term || current_term?.id || terms[0]?.id || '';
  const template = templates.find((one) => one.horizon === values.horizon && one.stage === values.stage);
  const save = useWrite(
    (id: string, key) =>
      makePlan(
        values.horizon === 'term'
          ? { horizon: 'term', template: id, term }
          : { horizon: 'years', template: id, starts_on: values.starts_on, ends_on: values.ends_on },
        key,
      ),
    touched,
    (made) => {
      notify(t('portfolio.plan.begun'));
      onClose();
      void navigate({ to: '/portfolio/plans/$id', params: { id: made.id } });
    },
  );
  const refused = refusals(save.error);
  const day = (name: 'starts_on' | 'ends_on') => ({
    type: 'date',
    value: values[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setValues({ ...values, [name]: currentTarget.value }),
    error: refused[name],
  });
  return (
    <FormBody
      confirm={t('portfolio.plan.begin')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (template) save.mutate(template.id);
      }}
      onClose={onClose}
      fields={['template', 'term', 'starts_on', 'ends_on']}
    >
      <Choices
        name="horizon"
        legend={t('portfolio.plan.which')}
        options={horizons.map((value) => ({ value, label: t(`portfolio.horizon.${value}`) }))}
        value={values.horizon}
        onChange={(horizon) => setValues({ ...values, horizon })}
      />
      <Choices
        name="stage"
        legend={t('portfolio.plan.stage')}
        hint={
          template
            ? t('portfolio.plan.template', { title: template.title })
            : t(templates.length > 0 ? 'portfolio.plan.stageHint' : 'portfolio.plan.noTemplates')
        }
        required
        options={stages
          .filter((stage) => templates.some((one) => one.stage === stage && one.horizon === values.horizon))
          .map((value) => ({ value, label: t(`portfolio.stage.${value}`) }))}
        value={values.stage}
        onChange={(stage) => setValues({ ...values, stage })}
        error={asked && !template ? t('portfolio.choose') : refused.template}
      />
      {values.horizon === 'term' ? (
        <NativeSelect
          label={t('portfolio.plan.term')}
          value={term}
          onChange={({ currentTarget }) => setValues({ ...values, term: currentTarget.value })}
          data={terms.map((one) => ({ value: one.id, label: one.name }))}
          error={refused.term}
        />
      ) : (
        <>
          <TextInput label={t('portfolio.plan.startsOn')} {...day('starts_on')} />
          <TextInput
            label={t('portfolio.plan.endsOn')}
            description={t('portfolio.plan.daysHint')}
            {...day('ends_on')}
          />
        </>
      )}
    </FormBody>
  );
}
