import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChannelBoxes } from './ChannelBoxes';
import classes from './Policies.module.css';
import type { General } from './queries';
import { numberOf } from './RuleFields';

const first: General = {
  visits_required: 1,
  accepted_channels: ['on_site', 'at_school'],
  on_site_percent: null,
  due_term: 2,
  grace_days: 30,
};

/** 普访: asked of every child, or not at all. */
export function GeneralFields({
  general,
  errorOf,
  onChange,
}: {
  general: General | null;
  errorOf: (field: keyof General) => ReactNode;
  onChange: (general: General | null) => void;
}) {
  const { t } = useTranslation();
  const legend = t('generalRule.title');
  const number = (field: 'visits_required' | 'grace_days', min: number, max: number, label: string) => (
    <TextInput
      type="number"
      min={min}
      max={max}
      size="sm"
      label={label}
      value={general?.[field] ?? ''}
      onChange={({ currentTarget }) => general && onChange({ ...general, [field]: numberOf(currentTarget.value) ?? 0 })}
      error={errorOf(field)}
    />
  );
  return (
    <fieldset className={classes.rule}>
      <legend>{legend}</legend>
      <div className={classes.channels}>
        <label>
          <input
            type="checkbox"
            checked={general !== null}
            onChange={({ currentTarget }) => onChange(currentTarget.checked ? first : null)}
          />
          {t('generalRule.ask')}
        </label>
      </div>
      {general && (
        <>
          <div className={classes.fields}>
            {number('visits_required', 1, 10, t('generalRule.required'))}
            <NativeSelect
              size="sm"
              label={t('generalRule.dueTerm')}
              value={general.due_term}
              onChange={({ currentTarget }) => onChange({ ...general, due_term: Number(currentTarget.value) })}
              data={([1, 2] as const).map((term) => ({
                value: String(term),
                label: t(`generalRule.termEnd.${term}`),
              }))}
            />
            {number('grace_days', 0, 60, t('policies.grace'))}
            <TextInput
              type="number"
              min={1}
              max={100}
              size="sm"
              label={t('generalRule.onSite')}
              placeholder={t('generalRule.noShare')}
              value={general.on_site_percent ?? ''}
              onChange={({ currentTarget }) => onChange({ ...general, on_site_percent: numberOf(currentTarget.value) })}
              error={errorOf('on_site_percent')}
            />
          </div>
          <ChannelBoxes
            legend={legend}
            value={general.accepted_channels}
            onChange={(accepted_channels) => onChange({ ...general, accepted_channels })}
            error={errorOf('accepted_channels')}
          />
        </>
      )}
    </fieldset>
  );
}
