import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { schoolToday } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Choices } from '@/shared/ui/Choices';
import { refusals } from '@/shared/ui/FormDialog';
import { focusField } from '@/shared/ui/focusField';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { PersonSelect } from '@/shared/ui/PersonSelect';
import { Sealed } from '@/shared/ui/Sealed';
import { PageHeader } from '@/shared/ui/states';
import classes from './Assurance.module.css';
import { Back } from './Back';
import { enterItem, type Item, touched } from './queries';

const ways = ['phone', 'letter', 'visit', 'box', 'online'] as const satisfies readonly Item['way'][];
const sides = ['parent', 'pupil', 'society', 'staff'] as const satisfies readonly Item['side'][];
const natures = ['praise', 'suggestion', 'complaint'] as const satisfies readonly Item['nature'][];

/** What came in, written down without who said it. */
export function ItemFormPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { is_committee } = useMe();
  const [values, setValues] = useState({
    received_on: schoolToday(),
    way: (is_committee ? 'online' : '') as Item['way'] | '',
    side: (is_committee ? 'parent' : '') as Item['side'] | '',
    nature: '' as Item['nature'] | '',
    about: '',
    concerned: '',
  });
  const [asked, setAsked] = useState(false);
  const save = useWrite(enterItem, touched.supervision, () => {
    notify(t('assurance.supervision.entered'));
    void navigate({ to: '/assurance', search: { view: 'supervision' } });
  });
  const refused = refusals(save.error);
  const needed = ['received_on', 'nature', 'side', 'way', 'about'] as const;
  const lacks = needed.filter((name) => !values[name].trim());
  const put = (next: Partial<typeof values>) => setValues({ ...values, ...next });
  const error = (name: keyof typeof values) =>
    asked && lacks.some((one) => one === name) ? t('error.required') : refused[name];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const [first] = lacks;
    if (first) return focusField(first);
    const { way, side, nature, concerned, about, received_on } = values;
    if (!way || !side || !nature) return;
    save.mutate({
      received_on,
      way,
      side,
      nature,
      about: about.trim(),
      ...(concerned && { concerned }),
    });
  };
  return (
    <div className={classes.page}>
      <Back view="supervision" />
      <PageHeader
        title={t(is_committee ? 'assurance.supervision.tell' : 'assurance.supervision.enter')}
        hint={t(is_committee ? 'assurance.supervision.tellHint' : 'assurance.supervision.enterHint')}
      />
      <form className={classes.form} onSubmit={submit} noValidate>
        <Panel title={t('assurance.supervision.what')}>
          <div className={classes.inner}>
            <TextInput
              type="date"
              label={t('assurance.supervision.receivedOn')}
              withAsterisk
              data-field="received_on"
              max={schoolToday()}
              value={values.received_on}
              onChange={({ currentTarget }) => put({ received_on: currentTarget.value })}
              error={error('received_on')}
            />
            <Choices
              legend={t('assurance.supervision.nature')}
              name="nature"
              required
              value={values.nature}
              onChange={(nature) => put({ nature })}
              options={natures.map((value) => ({ value, label: t(`assurance.supervision.natures.${value}`) }))}
              error={error('nature')}
            />
            <Choices
              legend={t('assurance.supervision.side')}
              hint={t('assurance.supervision.sideHint')}
              name="side"
              required
              value={values.side}
              onChange={(side) => put({ side })}
              options={sides.map((value) => ({ value, label: t(`assurance.supervision.sides.${value}`) }))}
              error={error('side')}
            />
            <Choices
              legend={t('assurance.supervision.way')}
              name="way"
              required
              value={values.way}
              onChange={(way) => put({ way })}
              options={ways.map((value) => ({ value, label: t(`assurance.supervision.ways.${value}`) }))}
              error={error('way')}
            />
            <Textarea
              label={t('assurance.supervision.about')}
              description={<Sealed>{t('assurance.supervision.aboutHint')}</Sealed>}
              withAsterisk
              autosize
              minRows={4}
              maxRows={16}
              maxLength={5000}
              data-field="about"
              value={values.about}
              onChange={({ currentTarget }) => put({ about: currentTarget.value })}
              error={error('about')}
            />
            {!is_committee && (
              <PersonSelect
                name="concerned"
                label={t('assurance.supervision.whomItConcerns')}
                hint={t('assurance.supervision.concernedHint')}
                optional
                value={values.concerned}
                onChange={(concerned) => put({ concerned })}
                error={error('concerned')}
              />
            )}
          </div>
        </Panel>
        {save.error && (
          <p role="alert" className={classes.refusal}>
            {problemText(save.error)}
          </p>
        )}
        <Group gap="sm">
          <Button type="submit" loading={save.isPending}>
            {t('assurance.supervision.save')}
          </Button>
          <ButtonLink to="/assurance" search={{ view: 'supervision' }} variant="default">
            {t('act.cancel')}
          </ButtonLink>
        </Group>
      </form>
    </div>
  );
}
