import { Button, Textarea } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { recordsTouched } from '@/shared/lessons/lists';
import { refusals } from '@/shared/ui/FormDialog';
import { notify, notifyProblem, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { acknowledge, answerRecord, type ObservationRecord } from './queries';
import classes from './Record.module.css';

/** What the teacher of the lesson says to it, and that both have read it. To acknowledge is not to agree. */
export function Answer({ record }: { record: ObservationRecord }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = (ability: string) => record.abilities.includes(ability);
  const read = useWrite(acknowledge, recordsTouched, (now) =>
    notify(t(now.state === 'closed' ? 'record.closedNow' : 'record.acknowledgedNow')),
  );
  if (record.session.is_out_of_school) return null;
  const sides = [
    { name: record.session.host_name, at: record.host_acknowledged_at },
    { name: record.observer.name, at: record.observer_acknowledged_at },
  ];
  return (
    <Panel
      title={t('record.answer')}
      hint={record.reflected_at ? t('record.answeredAt', { time: format.moment(record.reflected_at) }) : undefined}
    >
      {can('reflect') ? (
        <Form record={record} />
      ) : (
        <p className={record.reflection ? classes.text : classes.quiet}>{record.reflection || t('record.noAnswer')}</p>
      )}
      {record.reflected_at && (
        <div className={classes.read}>
          <ul>
            {sides.map(({ name, at }) => (
              <li key={name} data-done={at ? true : undefined}>
                {at && <IconCheck size={18} aria-hidden />}
                {at ? t('record.readAt', { name, time: format.moment(at) }) : t('record.notRead', { name })}
              </li>
            ))}
          </ul>
          {can('acknowledge') && (
            <Button loading={read.isPending} onClick={() => read.mutate(record.id, { onError: notifyProblem })}>
              {t('record.acknowledge')}
            </Button>
          )}
          <p className={classes.quiet}>{t('record.notAgreeing')}</p>
        </div>
      )}
    </Panel>
  );
}

function Form({ record }: { record: ObservationRecord }) {
  const { t } = useTranslation();
  const [reflection, setReflection] = useState(record.reflection);
  const [missing, setMissing] = useState(false);
  const save = useWrite(answerRecord, recordsTouched, () => notify(t('record.answeredNow')));
  const refused = refusals(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!reflection.trim());
    if (reflection.trim()) save.mutate({ id: record.id, reflection: reflection.trim() });
  };
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <Textarea
        label={t('record.answerLabel')}
        description={t('record.answerHint')}
        withAsterisk
        autosize
        minRows={4}
        maxRows={14}
        maxLength={2_000}
        value={reflection}
        onChange={({ currentTarget }) => setReflection(currentTarget.value)}
        error={missing ? t('error.required') : refused.reflection}
      />
      {save.error && !refused.reflection && (
        <p role="alert" className={classes.refusal}>
          {problemText(save.error)}
        </p>
      )}
      <Button type="submit" loading={save.isPending}>
        {t('record.sendAnswer')}
      </Button>
    </form>
  );
}
