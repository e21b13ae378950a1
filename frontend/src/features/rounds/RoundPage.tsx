import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitRound } from '@/shared/api/lists';
import { schoolToday, useFormat } from '@/shared/i18n/format';
import { useUnsentSubjects } from '@/shared/offline/useOutbox';
import { useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Failure, OfflineNote, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { CloseRound } from './CloseRound';
import { roundQuery, startRound } from './queries';
import classes from './Rounds.module.css';
import { StopRow } from './StopRow';

const page = getRouteApi('/rounds/$id');

/** The list on the phone: one family after the other, each its own record. */
export function RoundPage() {
  const { id } = page.useParams();
  const { data, error, isPending, refetch } = useQuery(roundQuery(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return <Round round={data.value} keptAt={data.keptAt} />;
}

function Round({ round, keptAt }: { round: VisitRound; keptAt: number | undefined }) {
  const { t } = useTranslation();
  const { fullDate, list } = useFormat();
  const me = useMe();
  const client = useQueryClient();
  const [closing, setClosing] = useState(false);
  const unsent = useUnsentSubjects('home-visit');
  const go = useMutation({
    mutationFn: startRound,
    onSuccess: async () => {
      notify(t('rounds.started'));
      await client.invalidateQueries({ queryKey: ['rounds'] });
    },
  });
  const may = (verb: string) => round.abilities.includes(verb);
  const goes = round.members.some((one) => one.id === me.staff_id);
  const isDay = round.planned_on <= schoolToday();
  return (
    <>
      <PageHeader title={t('rounds.one', { area: round.area })} hint={fullDate(round.planned_on)}>
        {may('partial_update') && (
          <ButtonLink to="/rounds/$id/edit" params={{ id: round.id }} variant="default">
            {t('rounds.edit')}
          </ButtonLink>
        )}
      </PageHeader>
      <div className={classes.page}>
        <OfflineNote keptAt={keptAt} />
        <Panel
          title={t('rounds.families', { count: round.stops.length })}
          hint={t('rounds.goes', { names: list(round.members.map((one) => one.name)) })}
          aside={
            <span className={classes.progress}>{t('rounds.met', { met: round.met, count: round.stops.length })}</span>
          }
        >
          {!isDay && <p className={classes.hint}>{t('rounds.notYet')}</p>}
          <ol className={classes.stops}>
            {round.stops.map((stop) => (
              <StopRow
                key={stop.student.id}
                stop={stop}
                round={round}
                unsent={unsent.has(stop.student.id)}
                records={goes && isDay}
              />
            ))}
          </ol>
        </Panel>
        {go.error && (
          <p role="alert" className={classes.refusal}>
            {problemText(go.error)}
          </p>
        )}
        {isDay && (may('start') || may('close')) && (
          <Group gap="sm">
            {may('start') && (
              <Button variant="light" loading={go.isPending} onClick={() => go.mutate(round.id)}>
                {t('rounds.start')}
              </Button>
            )}
            {may('close') && (
              <Button variant="default" onClick={() => setClosing(true)}>
                {t('rounds.close')}
              </Button>
            )}
          </Group>
        )}
      </div>
      {closing && <CloseRound round={round} unsent={unsent} onClose={() => setClosing(false)} />}
    </>
  );
}
