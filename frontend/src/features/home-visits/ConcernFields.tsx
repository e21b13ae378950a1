import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Choices } from '@/shared/ui/Choices';
import classes from './ConcernForm.module.css';
import { type ConcernErrors, type ConcernValues, kinds } from './concern';

interface Props {
  values: ConcernValues;
  errors: ConcernErrors;
  onChange: (values: ConcernValues) => void;
}

/** What was noticed, what was done at once, and who knows. Few words are enough on a doorstep. */
export function ConcernFields({ values, errors, onChange }: Props) {
  const { t } = useTranslation();
  const word = (field: keyof ConcernValues) => errors[field] && t(errors[field] as 'concerns.errors.kind');
  const text = (field: 'account' | 'step_taken' | 'told') => ({
    autosize: true,
    value: values[field],
    error: word(field),
    'data-field': `concern-${field}`,
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...values, [field]: event.currentTarget.value }),
  });
  return (
    <div className={classes.fields}>
      <Choices
        name="concern-kind"
        legend={t('concerns.kind')}
        required
        options={kinds.map((value) => ({ value, label: t(`concerns.kinds.${value}`) }))}
        value={values.kind}
        onChange={(kind) => onChange({ ...values, kind })}
        error={word('kind')}
      />
      <Textarea
        label={t('concerns.account')}
        description={t('concerns.accountHint')}
        withAsterisk
        minRows={3}
        maxLength={5000}
        {...text('account')}
      />
      <Textarea label={t('concerns.stepTaken')} minRows={2} maxLength={2000} {...text('step_taken')} />
      <Textarea label={t('concerns.told')} minRows={1} maxLength={500} {...text('told')} />
    </div>
  );
}
