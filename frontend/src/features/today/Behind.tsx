import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Obligation } from '@/shared/api/lists';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { overdueNow } from './queries';
import classes from './TodayPage.module.css';

interface Late {
  key: string;
  name: string | undefined;
  schoolClass: Obligation['student']['school_class'];
  count: number;
}

/** Who answers for what is overdue, in the order of the classes: nobody is ranked. */
function byTeacher(overdue: readonly Obligation[]): Late[] {
  const late = new Map<string, Late>();
  for (const { responsible, student } of overdue) {
    const key = `${responsible?.id ?? ''}/${student.school_class?.id ?? ''}`;
    const row = late.get(key) ?? { key, name: responsible?.name, schoolClass: student.school_class, count: 0 };
    late.set(key, { ...row, count: row.count + 1 });
  }
  return [...late.values()];
}

export function Behind() {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(overdueNow);
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  const late = byTeacher(data);
  return (
    <Panel title={t('today.behind')} hint={late.length ? t('today.behindHint') : t('today.nobodyBehind')}>
      <ul className={classes.rows}>
        {late.map((row) => (
          <li key={row.key}>
            <div className={classes.who}>
              <div className={classes.name}>
                {row.name ?? t('today.unassigned')}
                <small>{row.schoolClass?.name}</small>
                <Tag tone="trouble">{t('today.behindRow', { count: row.count })}</Tag>
              </div>
            </div>
            <ButtonLink
              to="/obligations"
              search={{ state: 'overdue', school_class: row.schoolClass?.id }}
              variant="light"
              size="sm"
              className={classes.act}
              aria-label={`${t('today.see')}：${row.name ?? t('today.unassigned')}`}
            >
              {t('today.see')}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
