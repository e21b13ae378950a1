import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studentsNamed } from './queries';

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
  const { data: found } = useQuery({ ...studentsNamed(q), placeholderData: (previous) => previous });
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
      data={(found?.results ?? []).map(({ id, name, school_class, student_number }) => ({
        value: id,
        label: [name, school_class?.name, student_number].filter(Boolean).join(' · '),
      }))}
    />
  );
}
