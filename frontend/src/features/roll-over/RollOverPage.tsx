import { Alert, Button, Group, NativeSelect, NumberInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { useFormat } from '@/shared/i18n/format';
import { uuid } from '@/shared/offline/uuid';
import { useMe } from '@/shared/session/me';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { PageHeader, PageSkeleton } from '@/shared/ui/states';
import { PlanView } from './PlanView';
import { rollOver, rollOverPlan, rollOvers } from './queries';
import classes from './RollOver.module.css';

/** The academic year of a day begins on the first of August. */
const yearOf = (day: string) => Number(day.slice(0, 4)) - (day.slice(5) < '08-01' ? 1 : 0);

/** The year turns: what would be written is shown first, then written once. */
export function RollOverPage() {
  const { t } = useTranslation();
  const { today } = useMe();
  const client = useQueryClient();
  const running = yearOf(today);
  const [year, setYear] = useState(running + 1);
  const [count, setCount] = useState<number>();
  const [asking, setAsking] = useState(false);
  const [key, setKey] = useState(uuid);
  const { data: plan, error, isPending, isFetching } = useQuery(rollOverPlan(year, count));
  const write = useMutation({
    mutationFn: rollOver,
    onSuccess: async (done) => {
      setAsking(false);
      notify(t('rollOver.done', { year: `${done.first_year}-${done.first_year + 1}` }));
      await client.invalidateQueries();
    },
    onError: async (problem) => {
      setKey(uuid());
      if (problem instanceof ApiError && problem.code === 'plan_changed') {
        setAsking(false);
        await client.invalidateQueries({ queryKey: ['roll-overs'] });
      }
    },
  });
  const changed = write.error instanceof ApiError && write.error.code === 'plan_changed';
  const named = (first: number) => t('rollOver.year', { year: `${first}-${first + 1}` });
  return (
    <>
      <PageHeader title={t('rollOver.title')} hint={t('rollOver.hint')} />
      <div className={classes.page}>
        <div className={classes.filters}>
          <NativeSelect
            label={t('rollOver.which')}
            value={String(year)}
            onChange={({ currentTarget }) => {
              setYear(Number(currentTarget.value));
              write.reset();
            }}
            data={[running + 1, running].map((first) => ({ value: String(first), label: named(first) }))}
          />
          <NumberInput
            label={t('rollOver.classes')}
            placeholder={t('rollOver.asBefore')}
            min={1}
            max={30}
            value={count ?? ''}
            onChange={(value) => setCount(Number(value) || undefined)}
          />
        </div>
        {changed && (
          <Alert color="amber" role="alert" title={t('rollOver.planChanged')}>
            {t('rollOver.planChangedHint')}
          </Alert>
        )}
        {isPending && <PageSkeleton />}
        {error && (
          <Alert color="cinnabar" role="alert" title={t('rollOver.noPlan')}>
            {problemText(error)}
          </Alert>
        )}
        {plan && (
          <>
            <PlanView plan={plan} />
            {!plan.is_empty && (
              <Group gap="sm">
                <Button
                  disabled={plan.conflicts.length > 0 || isFetching}
                  onClick={() => {
                    write.reset();
                    setAsking(true);
                  }}
                >
                  {t('rollOver.confirm', { year: `${plan.year}-${plan.year + 1}` })}
                </Button>
              </Group>
            )}
            <ConfirmDialog
              opened={asking}
              onClose={() => setAsking(false)}
              title={t('rollOver.ask', { year: `${plan.year}-${plan.year + 1}` })}
              confirm={t('rollOver.write')}
              busy={write.isPending}
              error={changed ? null : write.error}
              onConfirm={() =>
                write.mutate({ key, year: plan.year, digest: plan.digest, ...(count && { classes: count }) })
              }
            >
              {t('rollOver.askHint', {
                children: plan.graduating.reduce((sum, one) => sum + one.students, 0),
                posts: plan.posts.length,
              })}
            </ConfirmDialog>
          </>
        )}
        <History />
      </div>
    </>
  );
}

function History() {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const { data: past } = useQuery(rollOvers);
  if (!past || past.results.length === 0) return null;
  return (
    <Panel title={t('rollOver.history')}>
      <ul className={classes.list}>
        {past.results.map((one) => (
          <li key={one.id}>
            <b>{t('rollOver.year', { year: `${one.first_year}-${one.first_year + 1}` })}</b>{' '}
            {t('rollOver.was', {
              time: moment(one.created_at),
              graduated: one.graduated,
              posts: one.posts_ended,
              classes: one.classes_made,
              terms: one.terms_opened,
            })}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
