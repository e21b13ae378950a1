import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { colleagues } from '../api/lists';

interface Props {
  name: string;
  label: string;
  hint?: string | undefined;
  optional?: boolean | undefined;
  value: string;
  error?: string | undefined;
  onChange: (staff: string) => void;
}

/** One colleague, found by name. */
export function PersonSelect({ name, label, hint, optional, value, error, onChange }: Props) {
  const { t } = useTranslation();
  const staff = useQuery(colleagues);
  return (
    <Select
      label={label}
      description={hint}
      withAsterisk={!optional}
      clearable={optional ?? false}
      searchable
      limit={50}
      data={(staff.data?.value ?? []).map((one) => ({
        value: one.id,
        label: [one.name, one.posts[0]].filter(Boolean).join(' · '),
      }))}
      value={value || null}
      onChange={(chosen) => onChange(chosen ?? '')}
      nothingFoundMessage={t('act.nobody')}
      error={error}
      data-field={name}
    />
  );
}
