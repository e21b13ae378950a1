import { Button, NativeSelect, Textarea } from '@mantine/core';
import { IconEye, IconEyeOff, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/shared/api/schema.gen';
import { useWrite } from '@/shared/api/useWrite';
import { schoolToday, useFormat } from '@/shared/i18n/format';
import { ActDialog } from '@/shared/ui/ActDialog';
import { Choices } from '@/shared/ui/Choices';
import { useDueWords } from '@/shared/ui/due';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { ObservationLink } from './ObservationLink';
import classes from './Pair.module.css';
import { addStep, closeStep, monthsOf, moveStep, type PairFile, readStep, type Step, stepsOf } from './queries';
import { touched } from './touched';
import { Words } from './Words';

type Told = components['schemas']['ActionStepWords'];

/** 改进措施: what is tried next, and on which day the two look again. */
export function Steps({ pair }: { pair: PairFile }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(stepsOf(pair.id));
  const [adding, setAdding] = useState(false);
  const open = data?.filter((row) => !row.closed_at) ?? [];
  const closed = data?.filter((row) => row.closed_at) ?? [];
  const adds = pair.my_side !== null && ['active', 'suspended'].includes(pair.state) && pair.closed_at === null;
  return (
    <Panel
      title={t('pairs.steps.title', { count: open.length })}
      hint={t(pair.my_side ? 'pairs.steps.own' : 'pairs.steps.office')}
      aside={
        adds && (
          <Button
            size="sm"
            variant="light"
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t('pairs.steps.add')}
          </Button>
        )
      }
    >
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data?.length === 0 && <p className={classes.note}>{t('pairs.steps.none')}</p>}
      <ul className={classes.rows}>
        {open.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
      {closed.length > 0 && (
        <details className={classes.quiet}>
          <summary>{t('pairs.steps.closed', { count: closed.length })}</summary>
          <ul className={classes.rows}>
            {closed.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ul>
        </details>
      )}
      <ActDialog
        touched={touched}
        opened={adding}
        onClose={() => setAdding(false)}
        title={t('pairs.steps.add')}
        hint={t('pairs.steps.addHint')}
        confirm={t('pairs.steps.save')}
        fields={[
          { name: 'text', kind: 'text', label: t('pairs.steps.text'), hint: t('pairs.steps.textHint'), most: 1000 },
          { name: 'check_on', kind: 'day', label: t('pairs.steps.checkOn'), min: schoolToday() },
        ]}
        act={({ text, check_on }, key) => addStep({ pair: pair.id, text, check_on }, key)}
        done={t('pairs.steps.added')}
      />
    </Panel>
  );
}

function Row({ row }: { row: Step }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const due = useDueWords();
  const [told, setTold] = useState<Told>();
  const [asking, setAsking] = useState<'move' | 'close'>();
  const read = useMutation({ mutationFn: readStep, onSuccess: setTold, onError: notifyProblem });
  const may = (verb: string) => row.abilities.includes(verb);
  const { words, tone } = due(row.check_on, 7);
  const close = () => setAsking(undefined);
  return (
    <li>
      <div className={classes.what}>
        <p className={classes.name}>
          <b>{t('pairs.steps.lookOn', { day: day(row.check_on) })}</b>
          {row.closed_at ? (
            <Tag tone={row.outcome === 'done' ? 'brand' : 'calm'}>{row.outcome_label}</Tag>
          ) : (
            <Tag tone={tone}>{words}</Tag>
          )}
        </p>
        <p className={classes.small}>
          {t('pairs.steps.by', { name: row.agreed_by?.name ?? '', day: day(row.agreed_at) })}
          {row.closed_at && ` · ${t('pairs.steps.closedOn', { day: day(row.closed_at) })}`}
          {row.observation && (
            <>
              {' · '}
              <ObservationLink id={row.observation}>{t('pairs.steps.shownIn')}</ObservationLink>
            </>
          )}
        </p>
      </div>
      <div className={classes.acts}>
        {may('read') &&
          (told ? (
            <Button
              size="sm"
              variant="subtle"
              leftSection={<IconEyeOff size={18} aria-hidden />}
              onClick={() => setTold(undefined)}
            >
              {t('visitPage.hide')}
            </Button>
          ) : (
            <Button
              size="sm"
              variant="light"
              loading={read.isPending}
              leftSection={<IconEye size={18} aria-hidden />}
              aria-label={t('pairs.steps.readOf', { day: day(row.check_on) })}
              onClick={() => read.mutate(row.id)}
            >
              {t('pairs.talks.read')}
            </Button>
          ))}
        {may('close') && (
          <Button
            size="sm"
            variant="default"
            aria-label={t('pairs.steps.closeOf', { day: day(row.check_on) })}
            onClick={() => setAsking('close')}
          >
            {t('pairs.steps.close')}
          </Button>
        )}
        {may('move') && (
          <Button
            size="sm"
            variant="subtle"
            aria-label={t('pairs.steps.moveOf', { day: day(row.check_on) })}
            onClick={() => setAsking('move')}
          >
            {t('pairs.steps.move')}
          </Button>
        )}
      </div>
      {told && (
        <div className={classes.told}>
          <Words
            lines={[
              [t('pairs.steps.text'), told.text],
              [t('pairs.steps.result'), told.result],
            ]}
          />
        </div>
      )}
      <ActDialog
        touched={touched}
        opened={asking === 'move'}
        onClose={close}
        title={t('pairs.steps.moveOf', { day: day(row.check_on) })}
        hint={t('pairs.steps.moveHint')}
        confirm={t('pairs.steps.move')}
        fields={[{ name: 'check_on', kind: 'day', label: t('pairs.steps.checkOn'), min: schoolToday() }]}
        act={({ check_on }) => moveStep({ id: row.id, check_on })}
        done={t('pairs.steps.moved')}
      />
      <FormDialog
        opened={asking === 'close'}
        onClose={close}
        title={t('pairs.steps.closeOf', { day: day(row.check_on) })}
      >
        {asking === 'close' && <CloseForm row={row} onClose={close} />}
      </FormDialog>
    </li>
  );
}

const outcomes = ['done', 'partly', 'dropped'] as const;

/** What came of it, and where it was to be seen: a shared observation between the two. */
function CloseForm({ row, onClose }: { row: Step; onClose: () => void }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { data: months } = useQuery(monthsOf(row.pair.id));
  const [outcome, setOutcome] = useState<(typeof outcomes)[number] | ''>('');
  const [result, setResult] = useState('');
  const [observation, setObservation] = useState('');
  const [asked, setAsked] = useState(false);
  const save = useWrite(closeStep, touched, () => {
    notify(t('pairs.steps.closedNow'));
    onClose();
  });
  const refused = refusals(save.error);
  const seen = new Map(
    (months ?? [])
      .flatMap((month) => [...month.duties.flatMap((duty) => duty.records), ...month.waiting])
      .filter((record) => record.type === 'observation')
      .map((record) => [record.id, record.on]),
  );
  return (
    <FormBody
      confirm={t('pairs.steps.close')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (outcome)
          save.mutate({
            id: row.id,
            body: { outcome, result: result.trim(), ...(observation && { observation }) },
          });
      }}
      onClose={onClose}
      fields={['outcome', 'result', 'observation']}
    >
      <Choices
        legend={t('pairs.steps.outcome')}
        name="outcome"
        required
        value={outcome}
        onChange={setOutcome}
        options={outcomes.map((value) => ({ value, label: t(`pairs.steps.outcomes.${value}`) }))}
        error={asked && !outcome ? t('error.required') : refused.outcome}
      />
      <Textarea
        label={t('pairs.steps.result')}
        description={t('pairs.steps.resultHint')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        value={result}
        onChange={({ currentTarget }) => setResult(currentTarget.value)}
        error={refused.result}
      />
      {seen.size > 0 && (
        <NativeSelect
          label={t('pairs.steps.observation')}
          value={observation}
          onChange={({ currentTarget }) => setObservation(currentTarget.value)}
          data={[
            { value: '', label: t('pairs.steps.noObservation') },
            ...[...seen]
              .sort(([, a], [, b]) => b.localeCompare(a))
              .map(([id, on]) => ({ value: id, label: t('pairs.record.observation', { day: date(on) }) })),
          ]}
          error={refused.observation}
        />
      )}
    </FormBody>
  );
}
