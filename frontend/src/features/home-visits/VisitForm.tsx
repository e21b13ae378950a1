import { Alert, Button, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { schemaResolver, type UseFormReturnType, useForm } from '@mantine/form';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { visitableStudents } from '@/shared/api/lists';
import { schoolToday } from '@/shared/i18n/format';
import { canSeal } from '@/shared/offline/seal';
import { Choices } from '@/shared/ui/Choices';
import { focusField } from '@/shared/ui/focusField';
import { sharedNames, studentLabel } from '@/shared/ui/studentLabel';
import { DeclinedFields } from './DeclinedFields';
import { MoreFields } from './MoreFields';
import { channels, outcomes, schema, type Values } from './schema';
import { useChannelHint, usePurposes } from './usePurposes';
import classes from './VisitForm.module.css';

export type VisitFormApi = UseFormReturnType<Values>;

export function useVisitForm(
  initialValues: Values,
  initialErrors: Record<string, string>,
  onValuesChange: (values: Values) => void,
): VisitFormApi {
  return useForm<Values>({
    mode: 'controlled',
    initialValues,
    initialErrors,
    validate: schemaResolver(schema, { sync: true }),
    onValuesChange,
  });
}

interface Props {
  form: VisitFormApi;
  onSave: (values: Values) => Promise<void>;
  saveLabel: string;
  /** The student cannot be changed once the visit is in the school's books. */
  fixedStudent?: string;
  /** Above the narrative: an edit must first ask for the sealed original. */
  narrativeNote?: ReactNode;
  /** Below the last field: a concern that is split off. */
  after?: ReactNode;
  busy?: boolean;
}

/** Five required fields, two of them already answered: under a minute on a doorstep. */
export function VisitForm({ form, onSave, saveLabel, fixedStudent, narrativeNote, after, busy }: Props) {
  const { t } = useTranslation();
  const students = useQuery(visitableStudents);
  const shared = sharedNames(students.data?.value ?? []);
  const purposes = usePurposes(form.values.student, form.values.purposes);
  const channelHint = useChannelHint(form.values);
  const word = (name: keyof Values) => {
    const error = form.errors[name];
    return typeof error === 'string' ? t(error as 'visit.errors.date', { defaultValue: error }) : error;
  };
  const field = (name: 'visited_on' | 'narrative' | 'student') => ({ ...form.getInputProps(name), error: word(name) });
  /** One thing owed: it is what one goes there for. Several: whoever went says which were settled. */
  const choose = (student: string | null) => {
    const owed = students.data?.value.find((s) => s.id === student)?.purposes ?? [];
    form.setValues({ student: student ?? '', purposes: owed.length === 1 ? owed.map((p) => p.code) : [] });
  };
  const submit = form.onSubmit(onSave, (errors) => focusField(Object.keys(errors)[0] ?? ''));

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg" className={classes.sheet}>
        <div className={classes.pair}>
          {fixedStudent ? (
            <TextInput label={t('visit.student')} value={fixedStudent} readOnly />
          ) : (
            <Select
              label={t('visit.student')}
              placeholder={students.isPending ? t('visit.loadingStudents') : t('visit.pickStudent')}
              withAsterisk
              searchable
              limit={50}
              nothingFoundMessage={t('visit.noStudent')}
              data={(students.data?.value ?? []).map((s) => ({
                value: s.id,
                label: studentLabel(s, shared),
              }))}
              data-field="student"
              {...field('student')}
              value={form.values.student || null}
              onChange={choose}
            />
          )}
          <TextInput
            type="date"
            label={t('visit.date')}
            withAsterisk
            max={schoolToday()}
            data-field="visited_on"
            {...field('visited_on')}
          />
        </div>
        <Choices
          name="channel"
          legend={t('visit.channel')}
          hint={channelHint}
          required
          options={channels.map((value) => ({ value, label: t(`visit.channels.${value}`) }))}
          value={form.values.channel}
          onChange={(value) => form.setFieldValue('channel', value)}
          error={word('channel')}
        />
        <Choices
          name="outcome"
          legend={t('visit.outcome')}
          required
          options={outcomes.map((value) => ({ value, label: t(`visit.outcomes.${value}`) }))}
          value={form.values.outcome}
          onChange={(value) => form.setFieldValue('outcome', value)}
          error={word('outcome')}
        />
        {form.values.outcome === 'declined' && <DeclinedFields form={form} word={word} purposes={purposes} />}
        {purposes.length > 0 && (
          <Choices
            multiple
            name="purposes"
            legend={t('visit.purposes')}
            hint={form.values.purposes.length ? t('visit.purposesHint') : t('visit.purposesNone')}
            options={purposes.map((p) => ({ value: p.code, label: p.purpose, note: p.name }))}
            value={form.values.purposes}
            onChange={(value) => form.setFieldValue('purposes', value)}
            error={word('purposes')}
          />
        )}
        <div>
          {narrativeNote}
          <Textarea
            label={t('visit.narrative')}
            description={t('visit.narrativeHint')}
            autosize
            minRows={4}
            maxRows={14}
            maxLength={5_000}
            data-field="narrative"
            {...field('narrative')}
          />
        </div>
        <MoreFields form={form} word={word} />
        <Integrity form={form} error={word('integrity')} />
        {after}
      </Stack>
      <div className={classes.actions}>
        <Button
          type="submit"
          size="lg"
          loading={busy ?? false}
          leftSection={<IconDeviceFloppy size={20} aria-hidden />}
        >
          {saveLabel}
        </Button>
        <Text size="sm" c="dimmed">
          {canSeal() ? t('visit.offlineNote') : t('visit.cannotSealNote')}
        </Text>
      </div>
    </form>
  );
}

function Integrity({ form, error }: { form: VisitFormApi; error: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div>
      <label className={classes.integrity} data-wrong={error ? true : undefined}>
        <input
          type="checkbox"
          name="integrity"
          data-field="integrity"
          checked={form.values.integrity}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? 'integrity-error' : undefined}
          onChange={(event) => form.setFieldValue('integrity', event.currentTarget.checked)}
        />
        <span>
          {t('visit.integrity')}
          <span className={classes.star} aria-hidden>
            {' *'}
          </span>
        </span>
      </label>
      {error && (
        <p className={classes.error} id="integrity-error">
          {error}
        </p>
      )}
    </div>
  );
}

/** Shown above a form whose words the server would not take. */
export const Refusal = ({ words }: { words: string }) => (
  <Alert color="cinnabar" variant="light" role="alert" mb="sm">
    {words}
  </Alert>
);
