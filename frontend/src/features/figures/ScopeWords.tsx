import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { components } from '@/shared/api/schema.gen';
import { useFormat } from '@/shared/i18n/format';
import classes from './Figure.module.css';
import { schoolClasses } from './queries';

/** What was asked, in words and as the server understood it, and the way back to the page that has all figures. */
export function ScopeWords({ scope }: { scope: components['schemas']['FigureScope'] }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { data: list } = useQuery({ ...schoolClasses(), enabled: scope.school_class !== null });
  const whom = () => {
    if (scope.staff) return t('figures.oneTeacher');
    if (scope.school_class) return list?.results.find((one) => one.id === scope.school_class)?.name;
    return scope.grade ? t(`dashboard.gradeNames.${scope.grade}` as 'dashboard.gradeNames.1') : t('figures.everybody');
  };
  const words = [whom(), scope.term_name, t('figures.asOf', { date: date(scope.as_of) })];
  return (
    <div className={classes.scope}>
      <span>{words.filter(Boolean).join(' · ')}</span>
      <Link to="/dashboard" search={{ grade: scope.grade ?? undefined, school_class: scope.school_class ?? undefined }}>
        {t('figures.back')}
      </Link>
    </div>
  );
}
