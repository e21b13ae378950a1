import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { EvidenceField } from '@/shared/evidence/EvidenceField';
import { refusals } from '@/shared/ui/FormDialog';
import { focusField } from '@/shared/ui/focusField';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import classes from './Assurance.module.css';
import { enterResults, type Survey, touched } from './queries';
import { type Counts, wrongCounts } from './results';

const text = (value: number | null) => (value === null ? '' : String(value));
const blankFor = (count: number | null) => (count === null ? '' : String(count));

/** 录入结果: counts per question and option. Entered again they take the place of the earlier ones. */
export default function Results({ survey, onClose }: { survey: Survey; onClose: () => void }) {
  const { t } = useTranslation();
  const asked = survey.questions.filter((one) => one.kind !== 'text');
  const [values, setValues] = useState<Counts>({
    issued: text(survey.issued),
    returned: text(survey.returned),
    valid: text(survey.valid),
    counts: Object.fromEntries(asked.map((one) => [one.number, one.options.map((option) => blankFor(option.count))])),
  });
  const [findings, setFindings] = useState(survey.findings);
  const [evidence, setEvidence] = useState(survey.evidence);
  const [sending, setSending] = useState(false);
  const [tried, setTried] = useState(false);
  const save = useWrite(
    () =>
      enterResults(survey.id, {
        issued: Number(values.issued),
        returned: Number(values.returned),
        valid: Number(values.valid),
        counts: asked.map((one) => ({
          question: one.number,
          counts: (values.counts[one.number] ?? []).map((count) => Number(count || '0')),
        })),
        findings: findings.trim(),
        evidence: evidence.map((one) => one.id),
      }),
    touched.surveys,
    () => {
      notify(t('assurance.results.entered'));
      onClose();
    },
  );
  const refused = refusals(save.error);
  const wrong = wrongCounts(values);
  const said = (name: string) => {
    const fault = wrong[name];
    return tried && fault ? t(`assurance.results.wrong.${fault}`) : undefined;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const [first] = Object.keys(wrong);
    if (first) return focusField(first);
    save.mutate(undefined);
  };
  return (
    <form className={classes.inner} onSubmit={submit} noValidate>
      <Panel title={t('assurance.results.enter')} hint={t('assurance.results.hint')}>
        <div className={classes.countFields}>
          {(['issued', 'returned', 'valid'] as const).map((name) => (
            <TextInput
              key={name}
              label={t(`assurance.results.${name}`)}
              withAsterisk
              inputMode="numeric"
              maxLength={6}
              data-field={name}
              value={values[name]}
              onChange={({ currentTarget }) => setValues({ ...values, [name]: currentTarget.value.trim() })}
              error={said(name) ?? refused[name]}
            />
          ))}
        </div>
        {asked.map((one) => {
          const name = `question-${one.number}`;
          const counts = values.counts[one.number] ?? [];
          const sum = counts.reduce((total, count) => total + (Number(count) || 0), 0);
          return (
            <fieldset key={one.number} className={`${classes.box} ${classes.question}`}>
              <legend>
                {one.number}. {one.text}
              </legend>
              <div className={classes.countFields}>
                {one.options.map((option, at) => (
                  <TextInput
                    key={option.number}
                    label={option.label}
                    inputMode="numeric"
                    maxLength={6}
                    data-field={at === 0 ? name : undefined}
                    value={counts[at] ?? ''}
                    onChange={({ currentTarget }) => {
                      const next = counts.with(at, currentTarget.value.trim());
                      setValues({ ...values, counts: { ...values.counts, [one.number]: next } });
                    }}
                  />
                ))}
              </div>
              <p className={classes.small} role="status">
                {t('assurance.results.sum', { sum, valid: values.valid || '—' })}
              </p>
              {said(name) && <p className={classes.refusal}>{said(name)}</p>}
            </fieldset>
          );
        })}
      </Panel>
      <Panel title={t('assurance.results.findings')}>
        <div className={classes.inner}>
          <Textarea
            label={t('assurance.results.words')}
            description={t('assurance.results.wordsHint')}
            autosize
            minRows={3}
            maxRows={14}
            maxLength={5000}
            value={findings}
            onChange={({ currentTarget }) => setFindings(currentTarget.value)}
            error={refused.findings}
          />
          <EvidenceField
            value={evidence}
            onChange={setEvidence}
            happenedOn={survey.closed_on}
            onBusy={setSending}
            error={refused.evidence}
          />
        </div>
      </Panel>
      {save.error && (
        <p role="alert" className={classes.refusal}>
          {Object.values(refused)[0] ?? problemText(save.error)}
        </p>
      )}
      <Group gap="sm">
        <Button type="submit" loading={save.isPending} disabled={sending}>
          {t('assurance.results.save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('act.cancel')}
        </Button>
      </Group>
    </form>
  );
}
