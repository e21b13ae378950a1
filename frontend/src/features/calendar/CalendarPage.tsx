import { Button } from '@mantine/core';
import { IconCalendarOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { termList } from '@/shared/api/terms';
import { useFormat } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Panel';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Calendar.module.css';
import type { Term } from './queries';
import { TermDialog } from './TermDialog';

/** The school's terms: the visit window, the teaching days of each stage, the holidays. */
export function CalendarPage() {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Term | 'new'>();
  const { data: terms, error, isPending, refetch } = useQuery(termList);
  if (isPending) return <PageSkeleton />;
  if (!terms) return <Failure error={error} reset={refetch} />;
  return (
    <>
      <PageHeader title={t('calendar.title')} hint={t('calendar.hint')}>
        <Button onClick={() => setOpen('new')}>{t('calendar.add')}</Button>
      </PageHeader>
      {terms.length === 0 ? (
        <Empty icon={IconCalendarOff} title={t('calendar.none')} hint={t('calendar.noneHint')} />
      ) : (
        <div className={classes.page}>
          {terms.map((term) => (
            <TermPanel key={term.id} term={term} onEdit={() => setOpen(term)} />
          ))}
        </div>
      )}
      <TermDialog term={open} terms={terms} onClose={() => setOpen(undefined)} />
    </>
  );
}

function TermPanel({ term, onEdit }: { term: Term; onEdit: () => void }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const span = (one: { starts_on: string; ends_on: string }) =>
    one.starts_on === one.ends_on
      ? date(one.starts_on)
      : t('students.fromTo', { first: date(one.starts_on), last: date(one.ends_on) });
  return (
    <Panel
      title={term.name}
      aside={
        <Button size="sm" variant="default" onClick={onEdit} aria-label={t('calendar.editOf', { name: term.name })}>
          {t('calendar.edit')}
        </Button>
      }
    >
      {term.is_current && <Tag tone="brand">{t('calendar.current')}</Tag>}
      <dl className={classes.days}>
        <div>
          <dt>{t('calendar.window')}</dt>
          <dd>{span({ starts_on: term.window_opens_on, ends_on: term.window_closes_on })}</dd>
        </div>
        {term.stages.map((stage) => (
          <div key={stage.name}>
            <dt>
              {t('calendar.teachingOf', { stage: t(`calendar.stages.${stage.name}` as 'calendar.stages.primary') })}
            </dt>
            <dd>{span(stage)}</dd>
          </div>
        ))}
        <div>
          <dt>{t('calendar.holidays')}</dt>
          <dd>
            {term.holidays.length === 0
              ? t('calendar.noHolidays')
              : term.holidays.map((one) => (
                  <span key={one.name + one.starts_on}>
                    {one.name} {span(one)}
                  </span>
                ))}
          </dd>
        </div>
      </dl>
    </Panel>
  );
}
