import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type CriterionValues, kinds } from './draft';
import classes from './Rubrics.module.css';

interface Props {
  values: CriterionValues;
  at: number;
  last: boolean;
  refused: Record<string, string>;
  onChange: (next: Partial<CriterionValues>) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

/** One criterion of a draft. */
export function CriterionFields({ values, at, last, refused, onChange, onMove, onRemove }: Props) {
  const { t } = useTranslation();
  const scores = values.kind === 'scale' || values.kind === 'checklist';
  const text = (name: 'code' | 'section' | 'text' | 'weight', maxLength: number) => ({
    label: t(`rubrics.field.${name}`),
    maxLength,
    value: values[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onChange({ [name]: currentTarget.value }),
    error: refused[`criteria.${at}.${name}`],
  });
  return (
    <li>
      <div className={classes.criterionHead}>
        <b>{t('rubrics.number', { number: at + 1 })}</b>
        <span>
          <button
            type="button"
            disabled={at === 0}
            aria-label={t('rubrics.up', { number: at + 1 })}
            onClick={() => onMove(-1)}
          >
            <IconArrowUp size={20} aria-hidden />
          </button>
          <button
            type="button"
            disabled={last}
            aria-label={t('rubrics.down', { number: at + 1 })}
            onClick={() => onMove(1)}
          >
            <IconArrowDown size={20} aria-hidden />
          </button>
          <button type="button" aria-label={t('rubrics.remove', { number: at + 1 })} onClick={onRemove}>
            <IconTrash size={20} aria-hidden />
          </button>
        </span>
      </div>
      <TextInput {...text('text', 200)} withAsterisk />
      <div className={classes.four}>
        <TextInput {...text('section', 60)} />
        <NativeSelect
          label={t('rubrics.kind')}
          value={values.kind}
          onChange={({ currentTarget }) => onChange({ kind: currentTarget.value as CriterionValues['kind'] })}
          data={kinds.map((value) => ({ value, label: t(`rubrics.kinds.${value}`) }))}
          error={refused[`criteria.${at}.kind`]}
        />
        {values.kind === 'scale' && (
          <NativeSelect
            label={t('rubrics.levels')}
            value={values.levels}
            onChange={({ currentTarget }) => onChange({ levels: currentTarget.value })}
            data={['2', '3', '4', '5', '6', '7', '8', '9', '10']}
            error={refused[`criteria.${at}.levels`]}
          />
        )}
        {scores && <TextInput {...text('weight', 6)} inputMode="decimal" />}
        <TextInput {...text('code', 30)} />
      </div>
      {values.kind === 'checklist' && (
        <Textarea
          label={t('rubrics.options')}
          description={t('rubrics.optionsHint')}
          autosize
          minRows={2}
          value={values.options}
          onChange={({ currentTarget }) => onChange({ options: currentTarget.value })}
          error={refused[`criteria.${at}.options`]}
        />
      )}
      {scores && (
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={values.is_bonus}
            onChange={({ currentTarget }) => onChange({ is_bonus: currentTarget.checked })}
          />
          {t('rubrics.isBonus')}
        </label>
      )}
    </li>
  );
}
