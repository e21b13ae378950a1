import { useTranslation } from 'react-i18next';
import type { Award } from './queries';

/** How high an award is: 区级二等奖. A grade need not have been given. */
export function useRank() {
  const { t } = useTranslation();
  return (award: Pick<Award, 'level_label' | 'grade' | 'grade_label'>) =>
    award.grade === 'none'
      ? award.level_label
      : t('awards.levelGrade', { level: award.level_label, grade: award.grade_label });
}
