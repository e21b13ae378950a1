import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Choices } from '@/shared/ui/Choices';
import classes from './Activities.module.css';
import { type Given, type GivenName, isAsked, isNeeded } from './given';
import { type ActivityKind, domains, researchLevels } from './queries';

interface Props {
  kind: ActivityKind;
  which: readonly GivenName[];
  value: Given;
  onChange: (next: Partial<Given>) => void;
  errors: Partial<Record<string, string>>;
  /** A plan need not have them yet. */
  planned?: boolean;
}

/** The fields that this kind of activity asks for, and no other. */
export function GivenFields({ kind, which, value, onChange, errors, planned }: Props) {
  const { t } = useTranslation();
  const shown = (name: GivenName) => which.includes(name) && isAsked(kind, name);
  const number = (name: 'hours' | 'headcount' | 'issue') => ({
    label: t(name === 'headcount' && kind.asks_visitors ? 'activityForm.visitors' : (`activityForm.${name}` as const)),
    type: 'number',
    inputMode: 'numeric' as const,
    min: name === 'headcount' ? 0 : 1,
    withAsterisk: !planned && isNeeded(kind, name),
    value: value[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onChange({ [name]: currentTarget.value }),
    error: errors[name],
    'data-field': name,
  });
  const numbers = (['hours', 'headcount', 'issue'] as const).filter(shown);
  return (
    <>
      {shown('research_level') && (
        <Choices
          legend={t('activityForm.research_level')}
          name="research_level"
          required={!planned}
          value={value.research_level}
          onChange={(research_level) => onChange({ research_level })}
          options={researchLevels.map((one) => ({ value: one as string, label: t(`activities.level.${one}`) }))}
          error={errors.research_level}
        />
      )}
      {shown('domain') && (
        <Choices
          legend={t('activityForm.domain')}
          name="domain"
          required={!planned}
          value={value.domain}
          onChange={(domain) => onChange({ domain })}
          options={domains.map((one) => ({ value: one as string, label: t(`activities.domain.${one}`) }))}
          error={errors.domain}
        />
      )}
      {numbers.length > 0 && (
        <div className={classes.pair}>
          {numbers.map((name) => (
            <TextInput
              key={name}
              {...number(name)}
              description={
                name === 'headcount'
                  ? t(kind.asks_visitors ? 'activityForm.visitorsHint' : 'activityForm.headcountHint')
                  : name === 'hours'
                    ? t('activityForm.hoursHint')
                    : undefined
              }
            />
          ))}
        </div>
      )}
      {shown('outcome') && (
        <Textarea
          label={t('activityForm.outcome')}
          description={t('activityForm.outcomeHint')}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={2000}
          value={value.outcome}
          onChange={({ currentTarget }) => onChange({ outcome: currentTarget.value })}
          error={errors.outcome}
          data-field="outcome"
        />
      )}
    </>
  );
}
