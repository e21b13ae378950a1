import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { termList } from '@/shared/api/terms';

interface Props {
  label: string;
  /** Undefined while the page shows the term that runs, if one does. */
  term: string | undefined;
  onChange: (term: string) => void;
}

/** Which term a page shows; nothing where the school has only one. */
export function TermSelect({ label, term, onChange }: Props) {
  const { data: terms } = useQuery(termList);
  if (!terms || terms.length < 2) return null;
  return (
    <NativeSelect
      aria-label={label}
      value={term ?? terms[0]?.id ?? ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={terms.map((one) => ({ value: one.id, label: one.name }))}
    />
  );
}
