import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChannelBoxes } from './ChannelBoxes';
import classes from './Policies.module.css';
import { type Rule, responsiblePosts } from './queries';

/** An emptied number field is "none", not zero. */
export const numberOf = (text: string) => (text.trim() === '' ? null : Number(text));

export function RuleFields({
  legend,
  rule,
  errorOf,
  onChange,
}: {
  legend: string;
  rule: Rule;
  errorOf: (field: keyof Rule) => ReactNode;
  onChange: (rule: Rule) => void;
}) {
  const { t } = useTranslation();
  const change = (part: Partial<Rule>) => onChange({ ...rule, ...part });
  return (
    <fieldset className={classes.rule}>
      <legend>{legend}</legend>
      <div className={classes.fields}>
        <TextInput
          type="number"
          min={1}
          max={10}
          size="sm"
          label={t('policies.required')}
          value={rule.visits_required}
          onChange={({ currentTarget }) => change({ visits_required: numberOf(currentTarget.value) ?? 0 })}
          error={errorOf('visits_required')}
        />
        <TextInput
          type="number"
          min={1}
          max={25}
          size="sm"
          label={t('policies.dueWeek')}
          placeholder={t('policies.endOfTerm')}
          value={rule.due_week ?? ''}
          onChange={({ currentTarget }) => change({ due_week: numberOf(currentTarget.value) })}
          error={errorOf('due_week')}
        />
        <TextInput
          type="number"
          min={0}
          max={60}
          size="sm"
          label={t('policies.grace')}
          value={rule.grace_days}
          onChange={({ currentTarget }) => change({ grace_days: numberOf(currentTarget.value) ?? 0 })}
          error={errorOf('grace_days')}
        />
        <NativeSelect
          size="sm"
          label={t('policies.responsible')}
          value={rule.responsible_post}
          onChange={({ currentTarget }) =>
            change({ responsible_post: currentTarget.value as Rule['responsible_post'] })
          }
          data={responsiblePosts.map((post) => ({ value: post, label: t(`policies.post.${post}`) }))}
          error={errorOf('responsible_post')}
        />
      </div>
      <ChannelBoxes
        legend={legend}
        value={rule.accepted_channels}
        onChange={(accepted_channels) => change({ accepted_channels })}
        error={errorOf('accepted_channels')}
      />
    </fieldset>
  );
}
