import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './Dashboard.module.css';
import { schoolClasses } from './queries';

const page = getRouteApi('/dashboard');

/** Which part of the school: kept in the address, so that a view can be sent to a colleague. */
export function Filters({ grade, schoolClass }: { grade: number | undefined; schoolClass: string | undefined }) {
  const { t } = useTranslation();
  const navigate = page.useNavigate();
  const { data: list } = useQuery(schoolClasses());
  const all = list?.results ?? [];
  const grades = [...new Set(all.map((c) => c.grade))].sort((a, b) => a - b);
  // A teacher of one class has nothing to choose.
  if (all.length < 2) return null;
  return (
    <div className={classes.filters}>
      <NativeSelect
        label={t('dashboard.grade')}
        size="sm"
        value={grade ?? ''}
        onChange={({ currentTarget: { value } }) =>
          navigate({ search: value ? { grade: Number(value) } : {}, replace: true })
        }
        data={[
          { value: '', label: t('dashboard.allGrades') },
          ...grades.map((g) => ({
            value: String(g),
            label: t(`dashboard.gradeNames.${g}` as 'dashboard.gradeNames.1'),
          })),
        ]}
      />
      <NativeSelect
        label={t('dashboard.schoolClass')}
        size="sm"
        value={schoolClass ?? ''}
        onChange={({ currentTarget: { value } }) =>
          navigate({ search: { grade, school_class: value || undefined }, replace: true })
        }
        data={[
          { value: '', label: t('dashboard.allClasses') },
          ...all.filter((c) => !grade || c.grade === grade).map((c) => ({ value: c.id, label: c.name })),
        ]}
      />
    </div>
  );
}
