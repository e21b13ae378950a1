import { useTranslation } from 'react-i18next';
import type { Field } from '@/shared/ui/ActDialog';
import type { Finding } from './queries';

export const severities = ['low', 'medium', 'high'] as const satisfies readonly Finding['severity'][];
type Name = 'item' | 'what' | 'severity' | 'owner' | 'deadline';

/** What a finding says, for a new one and for a correction. */
export function useFindingFields() {
  const { t } = useTranslation();
  return (row?: Finding): Field<Name>[] => [
    { name: 'item', kind: 'line', label: t('assurance.findings.item'), value: row?.item ?? '', most: 60 },
    { name: 'what', kind: 'text', label: t('assurance.findings.what'), value: row?.what ?? '' },
    {
      name: 'severity',
      kind: 'choice',
      label: t('assurance.findings.severity'),
      value: row?.severity ?? 'medium',
      options: severities.map((value) => ({ value, label: t(`assurance.findings.severities.${value}`) })),
    },
    { name: 'owner', kind: 'person', label: t('assurance.findings.whose'), value: row?.owner.id ?? '' },
    { name: 'deadline', kind: 'day', label: t('assurance.findings.deadline'), value: row?.deadline ?? '' },
  ];
}
