import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { childLabel, studentsNamed } from '@/shared/api/students';

/** Two children may have one name: class and number stand beside it. The server searches, the list only shows. */
export function StudentSelect({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (value: string) => void;
  error?: ReactNode;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed, 250);
  const { data: found } = useQuery(studentsNamed(q));
  return (
    <Select
      withAsterisk
      searchable
      label={t('circumstances.student')}
      placeholder={t('circumstances.studentHint')}
      nothingFoundMessage={q ? t('circumstances.noStudent') : t('circumstances.studentHint')}
      value={value || null}
      onChange={(next) => onChange(next ?? '')}
      onSearchChange={setTyped}
      error={error}
      filter={({ options }) => options}
      data={(found?.results ?? []).map((one) => ({ value: one.id, label: childLabel(one) }))}
    />
  );
}
