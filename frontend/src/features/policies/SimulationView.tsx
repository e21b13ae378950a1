import { NativeSelect } from '@mantine/core';
import { IconEqual } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import { simulationOf } from './queries';
import classes from './Simulation.module.css';
import { TeacherLoads } from './TeacherLoads';
import { useExtra } from './useExtra';
import { WeekLoads } from './WeekLoads';

const LIMITS = ['1', '2', '3', '5', '8'];
const totals = ['left', 'asked', 'general_left', 'general_asked'] as const;

/** 发布前试算: what this draft would ask of whom, and by when, beside what holds today. */
export function SimulationView({ id }: { id: string }) {
  const { t } = useTranslation();
  const { date, list } = useFormat();
  const extra = useExtra();
  const heading = useId();
  const [limit, setLimit] = useState('3');
  const { data, error, isPending, refetch } = useQuery(simulationOf(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  const over = data.terms.filter((term) => term.is_over);
  const changes = totals.some((name) => data.totals[name].extra !== 0) || data.weeks.some((w) => w.left.extra !== 0);
  return (
    <section className={classes.view} aria-labelledby={heading}>
      <h3 id={heading}>{t('simulation.title')}</h3>
      <p className={classes.hint}>
        {data.takes_effect
          ? t('simulation.for', { term: data.term.name, date: date(data.as_of) })
          : t('simulation.trial', { term: data.term.name })}{' '}
        {data.takes_effect && t('simulation.hint')}
      </p>
      {over.length > 0 && (
        <p className={classes.warning} role="status">
          {t('simulation.over', { terms: list(over.map((term) => term.name)) })}
        </p>
      )}
      <dl className={classes.totals}>
        {totals.map((name) => (
          <div key={name}>
            <dt>{t(`simulation.total.${name}`)}</dt>
            <dd>
              <b>{t('simulation.fromTo', data.totals[name])}</b>
              <small data-extra={Math.sign(data.totals[name].extra)}>{extra(data.totals[name])}</small>
            </dd>
          </div>
        ))}
      </dl>
      {!changes && <Empty icon={IconEqual} title={t('simulation.nothing')} hint={t('simulation.nothingHint')} />}
      {changes && (
        <>
          <WeekLoads weeks={data.weeks} />
          <div className={classes.limit}>
            <NativeSelect
              size="sm"
              label={t('simulation.limit')}
              value={limit}
              onChange={({ currentTarget }) => setLimit(currentTarget.value)}
              data={LIMITS}
            />
          </div>
          <TeacherLoads teachers={data.teachers} weeks={data.weeks} limit={Number(limit)} />
          {data.categories && (
            <div>
              <h4>{t('simulation.categories')}</h4>
              <ul className={classes.rows}>
                {data.categories.map(({ category, left }) => (
                  <li key={category.code}>
                    <span>
                      {category.name} <small>{category.purpose}</small>
                    </span>
                    <span className={classes.numbers}>
                      {t('simulation.fromTo', left)} <small data-extra={Math.sign(left.extra)}>{extra(left)}</small>
                    </span>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </>
      )}
    </section>
  );
}
