import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { components } from '@/shared/api/schema.gen';
import { schoolClasses } from './queries';

/** Whose figures these are, in words: the server answers a teacher with less than the school. */
export function useReach(scope: components['schemas']['FigureScope'] | undefined) {
  const { t } = useTranslation();
  const { data: list } = useQuery(schoolClasses());
  if (scope?.staff) return t('dashboard.ownWork');
  if (scope?.school_class) return list?.results.find((one) => one.id === scope.school_class)?.name ?? '';
  return scope?.grade ? t(`dashboard.gradeNames.${scope.grade}` as 'dashboard.gradeNames.1') : t('dashboard.school');
}
