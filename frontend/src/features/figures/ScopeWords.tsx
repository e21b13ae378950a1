import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { FigureScope } from '@/shared/charts/scope';
import { useFormat } from '@/shared/i18n/format';
import classes from './Figure.module.css';
import { schoolClasses } from './queries';

/** The filters in words, and the way back to the page that has them all. */
export function ScopeWords({ scope }: { scope: FigureScope }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { data: list } = useQuery({ ...schoolClasses(), enabled: scope.school_class !== undefined });
  const words = [
    scope.school_class
      ? list?.results.find((c) => c.id === scope.school_class)?.name
      : scope.grade
        ? t(`dashboard.gradeNames.${scope.grade}` as 'dashboard.gradeNames.1')
        : t('figures.everybody'),
    scope.staff && t('figures.oneTeacher'),
    !scope.term || scope.term === 'current' ? t('figures.currentTerm') : t('figures.otherTerm'),
    scope.as_of && t('figures.asOf', { date: date(scope.as_of) }),
  ].filter(Boolean);
  return (
    <div className={classes.scope}>
      <span>{words.join(' · ')}</span>
      <Link to="/dashboard" search={{ grade: scope.grade, school_class: scope.school_class }}>
        {t('figures.back')}
      </Link>
    </div>
  );
}
