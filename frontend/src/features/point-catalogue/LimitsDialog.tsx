import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useMe } from '@/shared/session/me';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import classes from './PointCatalogue.module.css';
import { type Limits, setLimits } from './queries';

interface Props {
  opened: boolean;
  onClose: () => void;
  from: Limits | undefined;
}

/** The limits from a day on. Allowing deductions says first what they may never be for. */
export function LimitsDialog({ opened, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={rest.onClose} title={t('pointLimits.set')}>
      <Form {...rest} />
    </FormDialog>
  );
}

function Form({ from, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const { today } = useMe();
  const [values, setValues] = useState({
    student_day: String(from?.student_day ?? ''),
    teacher_day: String(from?.teacher_day ?? ''),
    undo_minutes: String(from?.undo_minutes ?? ''),
    effective_from: today,
    why: '',
  });
  const [allows, setAllows] = useState(from?.allows_deductions ?? false);
  const [asked, setAsked] = useState(false);
  const save = useWrite(setLimits, ['point-limits'], () => {
    notify(t('pointLimits.saved'));
    onClose();
  });
  const refused = refusals(save.error);
  const field = (name: keyof typeof values) => ({
    withAsterisk: true,
    value: values[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setValues({ ...values, [name]: currentTarget.value }),
    error: asked && !values[name].trim() ? t('error.required') : refused[name],
  });
  const number = (name: 'student_day' | 'teacher_day' | 'undo_minutes', max: number) => ({
    type: 'number',
    inputMode: 'numeric' as const,
    min: name === 'undo_minutes' ? 0 : 1,
    max,
    ...field(name),
  });
  const submit = () => {
    setAsked(true);
    if (!Object.values(values).every((value) => value.trim())) return;
    save.mutate({
      effective_from: values.effective_from,
      student_day: Number(values.student_day),
      teacher_day: Number(values.teacher_day),
      undo_minutes: Number(values.undo_minutes),
      allows_deductions: allows,
      why: values.why.trim(),
    });
  };
  return (
    <FormBody
      confirm={t('pointLimits.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
      fields={[...Object.keys(values), 'allows_deductions']}
    >
      <TextInput
        label={t('pointLimits.studentDay')}
        description={t('pointLimits.studentDayHint')}
        {...number('student_day', 1000)}
      />
      <TextInput
        label={t('pointLimits.teacherDay')}
        description={t('pointLimits.teacherDayHint')}
        {...number('teacher_day', 10000)}
      />
      <TextInput
        label={t('pointLimits.undoMinutes')}
        description={t('pointLimits.undoHint')}
        {...number('undo_minutes', 1440)}
      />
      <label className={classes.check}>
        <input type="checkbox" checked={allows} onChange={({ currentTarget }) => setAllows(currentTarget.checked)} />
        {t('pointLimits.allow')}
      </label>
      {allows && (
        <p className={classes.warning} role="alert">
          {t('pointLimits.warning')}
        </p>
      )}
      <TextInput type="date" label={t('pointItems.from')} {...field('effective_from')} />
      <TextInput maxLength={200} label={t('pointItems.why')} description={t('pointLimits.whyHint')} {...field('why')} />
    </FormBody>
  );
}
