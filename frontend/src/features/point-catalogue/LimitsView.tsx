import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useCan, useMe } from '@/shared/session/me';
import { Panel } from '@/shared/ui/Panel';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { LimitsDialog } from './LimitsDialog';
import classes from './PointCatalogue.module.css';
import { type Limits, limitsList } from './queries';

/** What holds for all items together, and how it came to be so. */
export function LimitsView({ tabs }: { tabs: ReactNode }) {
  const { t } = useTranslation();
  const can = useCan();
  const [setting, setSetting] = useState(false);
  const { data: rows, error, isPending, refetch } = useQuery(limitsList());
  const inForce = rows?.find((row) => row.in_force);
  const set = can('CATALOGUE_KEEP') && rows && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setSetting(true)}>
      {t('pointLimits.set')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('pointLimits.title')} hint={t('pointLimits.hint')}>
        {set}
      </PageHeader>
      <div className={classes.filters}>{tabs}</div>
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {rows?.length === 0 && <Empty title={t('pointLimits.none')} hint={t('pointLimits.noneHint')} action={set} />}
      <div className={classes.page}>
        {rows?.map((row) => (
          <OneSet key={row.id} row={row} />
        ))}
      </div>
      <LimitsDialog opened={setting} onClose={() => setSetting(false)} from={inForce ?? rows?.[0]} />
    </>
  );
}

function OneSet({ row }: { row: Limits }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { today } = useMe();
  return (
    <Panel
      title={t('pointLimits.from', { number: row.number, date: date(row.effective_from) })}
      hint={row.why && t('pointItems.because', { why: row.why })}
      aside={
        row.in_force ? (
          <Tag tone="brand">{t('pointItems.inForce')}</Tag>
        ) : (
          row.effective_from > today && <Tag tone="soon">{t('pointItems.toCome')}</Tag>
        )
      }
    >
      <dl className={classes.numbers}>
        <div>
          <dt>{t('pointLimits.studentDay')}</dt>
          <dd>{t('pointWords.points', { points: row.student_day })}</dd>
        </div>
        <div>
          <dt>{t('pointLimits.teacherDay')}</dt>
          <dd>{t('pointWords.points', { points: row.teacher_day })}</dd>
        </div>
        <div>
          <dt>{t('pointLimits.undo')}</dt>
          <dd>{t('pointLimits.minutes', { count: row.undo_minutes })}</dd>
        </div>
        <div>
          <dt>{t('pointLimits.deductions')}</dt>
          <dd>{t(row.allows_deductions ? 'pointLimits.on' : 'pointLimits.off')}</dd>
        </div>
      </dl>
    </Panel>
  );
}
