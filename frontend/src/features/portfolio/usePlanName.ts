import { useTranslation } from 'react-i18next';
import type { Copy } from './queries';

/** 2026—2027学年第一学期计划, or the three-year plan with its years. */
export function usePlanName() {
  const { t } = useTranslation();
  return (plan: Pick<Copy['plan'], 'term' | 'starts_on' | 'ends_on'>) =>
    plan.term
      ? t('portfolio.plan.ofTerm', { term: plan.term.name })
      : t('portfolio.plan.ofYears', { first: plan.starts_on.slice(0, 4), last: plan.ends_on.slice(0, 4) });
}
