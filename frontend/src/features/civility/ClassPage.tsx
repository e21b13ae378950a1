import { Button } from '@mantine/core';
import { IconArmchair, IconPresentation, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Panel } from '@/shared/ui/Panel';
import { Failure, OfflineNote, PageHeader, PageSkeleton } from '@/shared/ui/states';
import classes from './Class.module.css';
import { GoalDialog } from './GoalDialog';
import { type PointClass, pointClass } from './kept';
import { classWeeks } from './queries';
import { ThemeLine } from './ThemeLine';
import { WeekTable } from './WeekTable';

const page = getRouteApi('/civility/classes/$id');

/** A class as its homeroom teacher keeps it: what it works towards, what was seen and where, and every child's page. */
export function ClassPage() {
  const { id } = page.useParams();
  const { data, error, isPending, refetch } = useQuery(pointClass(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return <Class own={data.value} keptAt={data.keptAt} />;
}

function Class({ own, keptAt }: { own: PointClass; keptAt: number | undefined }) {
  const { t } = useTranslation();
  const can = useCan();
  const may = (verb: string) => own.abilities.includes(verb);
  const { id } = own;
  return (
    <>
      <PageHeader title={t('civilityClass.title', { name: own.name })} hint={<ThemeLine theme={own.theme} />}>
        {can('POINT_AWARD') && (
          <ButtonLink to="/civility" search={{ class: id }}>
            {t('civilityClass.record')}
          </ButtonLink>
        )}
        {may('screen') && (
          <ButtonLink
            to="/civility/classes/$id/screen"
            params={{ id }}
            variant="default"
            leftSection={<IconPresentation size={18} aria-hidden />}
          >
            {t('civilityClass.screen')}
          </ButtonLink>
        )}
        {may('seats') && (
          <ButtonLink
            to="/civility/classes/$id/seats"
            params={{ id }}
            variant="default"
            leftSection={<IconArmchair size={18} aria-hidden />}
          >
            {t('civilityClass.seats')}
          </ButtonLink>
        )}
        {may('slips') && (
          <ButtonLink
            to="/civility/classes/$id/slips"
            params={{ id }}
            variant="default"
            leftSection={<IconPrinter size={18} aria-hidden />}
          >
            {t('civilityClass.slips')}
          </ButtonLink>
        )}
      </PageHeader>
      <div className={classes.page}>
        <OfflineNote keptAt={keptAt} />
        <div className={classes.columns}>
          <Goal own={own} may={may('goal')} />
          <Weeks id={id} />
          <div className={classes.below}>
            <Panel title={t('civilityClass.children')} hint={t('civilityClass.childrenHint')}>
              <ul className={classes.children}>
                {own.students.map((child) => (
                  <li key={child.id}>
                    <Link to="/civility/children/$id" params={{ id: child.id }}>
                      {child.name}
                    </Link>
                  </li>
                ))}
              </ul>
            </Panel>
          </div>
        </div>
      </div>
    </>
  );
}

function Goal({ own, may }: { own: PointClass; may: boolean }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [setting, setSetting] = useState(false);
  const { goal } = own;
  return (
    <Panel
      title={t('civilityClass.goal')}
      aside={
        may && (
          <Button variant="subtle" size="sm" className={classes.small} onClick={() => setSetting(true)}>
            {t(goal ? 'civilityClass.changeGoal' : 'civilityClass.setGoal')}
          </Button>
        )
      }
    >
      {goal ? (
        <div className={classes.goal}>
          <b>{goal.title}</b>
          <span className={classes.track} aria-hidden>
            <i style={{ width: `${Math.min(100, (goal.reached / goal.target) * 100)}%` }} />
          </span>
          <p>
            {t(goal.reached >= goal.target ? 'civilityClass.goalReached' : 'civilityClass.goalAt', {
              reached: number(goal.reached),
              target: number(goal.target),
            })}
          </p>
        </div>
      ) : (
        <p className={classes.quiet}>{t('civilityClass.noGoal')}</p>
      )}
      <GoalDialog own={own} opened={setting} onClose={() => setSetting(false)} />
    </Panel>
  );
}

function Weeks({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(classWeeks(id));
  return (
    <Panel title={t('civilityClass.weeks')} hint={t('civilityClass.weeksHint')}>
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data && <WeekTable table={data} />}
    </Panel>
  );
}
