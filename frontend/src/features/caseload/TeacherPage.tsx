import { Button } from '@mantine/core';
import { IconHomeCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Obligation } from '@/shared/api/lists';
import { schoolToday } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import classes from './Caseload.module.css';
import { apart, type StateName, states } from './columns';
import { HandOverDialog } from './HandOverDialog';
import { answeredBy, type HandOver, handOversOn } from './queries';
import { TakeBackDialog } from './TakeBackDialog';
import { TeacherRow } from './TeacherRow';

const page = getRouteApi('/caseload/$key');

const choices = ['owed', ...states] as const;
const isIn = (one: Obligation, chosen: string) =>
  chosen === 'owed' ? !apart.has(one.state as StateName) : one.state === chosen;

/** What stands behind one number of the board, and what can be done about it. */
export function TeacherPage() {
  const { t } = useTranslation();
  const { key } = page.useParams();
  const { state = 'owed', grade } = page.useSearch();
  const can = useCan();
  const { data: all, error, isPending, refetch } = useQuery(answeredBy(key, grade));
  const { data: given } = useQuery(handOversOn(schoolToday()));
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const [handing, setHanding] = useState(false);
  const [back, setBack] = useState<HandOver>();
  if (isPending) return <PageSkeleton />;
  if (!all) return <Failure error={error} reset={refetch} />;

  const rows = all.filter((one) => isIn(one, state));
  const received = new Map((given ?? []).map((one) => [one.student.id, one]));
  const name =
    key === 'nobody' ? t('caseload.nobody') : (all.find((one) => one.responsible?.id === key)?.responsible?.name ?? '');
  const toggle = ({ id, name: child }: Obligation['student'], on: boolean) => {
    const next = new Map(chosen);
    if (on) next.set(id, child);
    else next.delete(id);
    setChosen(next);
  };
  const everyone = new Map(rows.map((one) => [one.student.id, one.student.name]));
  const hands = can('VISIT_HAND_OVER');
  return (
    <div className={classes.narrow}>
      <PageHeader title={name || t('caseload.title')} hint={t('caseload.teacherHint')}>
        <Link to="/caseload" search={{ grade }}>
          {t('caseload.back')}
        </Link>
      </PageHeader>
      <nav className={classes.choices} aria-label={t('caseload.states')}>
        {choices.map((one) => {
          const count = all.filter((o) => isIn(o, one)).length;
          if (count === 0 && one !== state) return null;
          return (
            <Link
              key={one}
              to="/caseload/$key"
              params={{ key }}
              search={{ grade, state: one }}
              className={classes.choice}
              aria-current={one === state || undefined}
            >
              {t(one === 'owed' ? 'caseload.owed' : `caseload.state.${one}`)} <b>{count}</b>
            </Link>
          );
        })}
      </nav>
      {rows.length === 0 && <Empty icon={IconHomeCheck} title={t('caseload.none')} hint={t('caseload.noneHint')} />}
      {hands && rows.length > 0 && (
        <div className={classes.bar}>
          <Button
            variant="subtle"
            size="sm"
            onClick={() => setChosen(chosen.size === everyone.size ? new Map() : everyone)}
          >
            {chosen.size === everyone.size ? t('caseload.chooseNone') : t('caseload.chooseAll')}
          </Button>
          <span role="status">{t('caseload.chosen', { count: chosen.size })}</span>
          <Button size="sm" disabled={chosen.size === 0} onClick={() => setHanding(true)}>
            {t('caseload.handOver')}
          </Button>
        </div>
      )}
      <ul className={`${rowClasses.rows} ${rowClasses.card}`} hidden={rows.length === 0}>
        {rows.map((one) => (
          <TeacherRow
            key={one.id}
            obligation={one}
            received={received.get(one.student.id)}
            chosen={chosen.has(one.student.id)}
            onChoose={hands ? (on) => toggle(one.student, on) : undefined}
            onTakeBack={setBack}
          />
        ))}
      </ul>
      <HandOverDialog
        opened={handing}
        students={chosen}
        from={key}
        onClose={() => setHanding(false)}
        onDone={() => {
          setChosen(new Map());
          setHanding(false);
        }}
      />
      <TakeBackDialog handOver={back} onClose={() => setBack(undefined)} />
    </div>
  );
}
