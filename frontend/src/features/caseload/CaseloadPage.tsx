import { NativeSelect } from '@mantine/core';
import { IconPrinter, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { classesQuery } from '@/shared/api/lists';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import classes from './Caseload.module.css';
import { CaseloadTable } from './CaseloadTable';
import { caseloads } from './queries';

const page = getRouteApi('/caseload');

/** Who answers for how many visits, in the order of the classes: a list of work, not a ranking. */
export function CaseloadPage() {
  const { t } = useTranslation();
  const { grade } = page.useSearch();
  const navigate = page.useNavigate();
  const { data: rows, error, isPending, isPlaceholderData, refetch } = useQuery(caseloads(grade));
  const { data: schoolClasses } = useQuery(classesQuery);
  const grades = [...new Set((schoolClasses ?? []).map((c) => c.grade))].sort((a, b) => a - b);
  return (
    <>
      <PageHeader title={t('caseload.title')} hint={t('caseload.hint')}>
        <ExportButton path="/api/v1/caseloads/export/" filters={grade ? { grade } : {}} count={rows?.length} />
        <ButtonLink to="/class-meeting" variant="light" leftSection={<IconPrinter size={18} aria-hidden />}>
          {t('caseload.print')}
        </ButtonLink>
      </PageHeader>
      <div className={classes.filters}>
        <NativeSelect
          label={t('caseload.grade')}
          value={grade ?? ''}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ search: value ? { grade: Number(value) } : {}, replace: true })
          }
          data={[
            { value: '', label: t('caseload.allGrades') },
            ...grades.map((one) => ({
              value: String(one),
              label: t(`dashboard.gradeNames.${one}` as 'dashboard.gradeNames.1'),
            })),
          ]}
        />
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {rows?.length === 0 && <Empty icon={IconUsers} title={t('caseload.empty')} hint={t('caseload.emptyHint')} />}
      {rows && rows.length > 0 && (
        <div aria-busy={isPlaceholderData}>
          <CaseloadTable rows={rows} grade={grade} />
          <p className={classes.foot}>{t('caseload.foot')}</p>
        </div>
      )}
    </>
  );
}
