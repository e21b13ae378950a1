import { useTranslation } from 'react-i18next';
import type { components } from '@/shared/api/schema.gen';

/** 2026—2027学年第一学期. */
export function useTermWords() {
  const { t } = useTranslation();
  return ({ year, ordinal }: components['schemas']['AssuranceTermRef']) =>
    t(ordinal === 1 ? 'assurance.firstTerm' : 'assurance.secondTerm', { year: year.replace('-', '—') });
}
