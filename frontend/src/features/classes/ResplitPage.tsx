import { Alert, Button, Group, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { uuid } from '@/shared/offline/uuid';
import { useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import classes from './Classes.module.css';
import { carryOut, checkResplit, childrenOf, classesOn, readFile, type SchoolClass } from './queries';
import { ResplitSheet } from './ResplitSheet';

/** A cohort divided anew: a sheet of who goes where, a look at what it changes, then all of it at once. */
export function ResplitPage() {
  const { t } = useTranslation();
  const { today } = useMe();
  const [cohort, setCohort] = useState('');
  const { data: all, error, isPending, refetch } = useQuery(classesOn(today));
  if (isPending) return <PageSkeleton />;
  if (!all) return <Failure error={error} reset={refetch} />;
  const grades = [...new Map(all.map((one) => [one.cohort_year, one])).values()];
  const shown = grades.find((one) => String(one.cohort_year) === cohort) ?? grades[0];
  return (
    <>
      <PageHeader title={t('resplit.title')} hint={t('resplit.hint')}>
        <ButtonLink to="/classes" variant="default">
          {t('resplit.back')}
        </ButtonLink>
      </PageHeader>
      {shown ? (
        <div className={classes.page}>
          <div className={classes.filters}>
            <NativeSelect
              label={t('resplit.cohort')}
              value={shown.cohort_year}
              onChange={({ currentTarget }) => setCohort(currentTarget.value)}
              data={grades.map((one) => ({
                value: String(one.cohort_year),
                label: t('resplit.gradeOf', {
                  grade: t(`resplit.grades.${one.grade}` as 'resplit.grades.1'),
                  cohort: one.cohort_year,
                }),
              }))}
            />
          </div>
          <Division
            key={shown.cohort_year}
            today={today}
            rows={all.filter((one) => one.cohort_year === shown.cohort_year)}
          />
        </div>
      ) : (
        <Empty icon={IconUsers} title={t('classes.none')} hint={t('classes.noneHint')} />
      )}
    </>
  );
}

function Division({ rows, today }: { rows: readonly SchoolClass[]; today: string }) {
  const { t } = useTranslation();
  const { list } = useFormat();
  const client = useQueryClient();
  const file = useRef<HTMLInputElement>(null);
  const [count, setCount] = useState(rows.length);
  const [day, setDay] = useState(today);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const [key, setKey] = useState(uuid);
  const [wanted, setWanted] = useState<ReadonlyMap<string, number>>(new Map());
  const {
    data: lists,
    error,
    isPending,
  } = useQuery({
    queryKey: ['students', 'cohort', rows.map((one) => one.id)],
    queryFn: async () =>
      (
        await Promise.all(
          rows.map(async (one) => {
            const found = await client.fetchQuery(childrenOf({ school_class: one.id }));
            return found.map((child) => ({ ...child, number: one.number }));
          }),
        )
      ).flat(),
  });
  const check = useMutation({ mutationFn: checkResplit });
  const write = useMutation({
    mutationFn: carryOut,
    onSuccess: async (made) => {
      notify(t('resplit.done', { moved: made.moved }));
      check.reset();
      setWanted(new Map());
      setKey(uuid());
      await Promise.all([['students'], ['school-classes']].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
  const read = useMutation({
    mutationFn: readFile,
    onSuccess: (found) => {
      change(new Map([...wanted, ...found.rows.map((row) => [row.student_number, row.number] as const)]));
    },
  });
  if (isPending) return <PageSkeleton />;
  if (!lists) return <Failure error={error} />;
  const change = (next: ReadonlyMap<string, number>) => {
    setWanted(next);
    check.reset();
    write.reset();
    setKey(uuid());
  };
  const numberOf = (child: { student_number: string; number: number }) =>
    wanted.get(child.student_number) ?? child.number;
  /** 1 2 3 … 3 2 1, down the list as the roster has it: no mark, no rank. */
  const deal = () =>
    change(
      new Map(
        lists.map((child, place) => {
          const step = place % (2 * count);
          return [child.student_number, step < count ? step + 1 : 2 * count - step] as const;
        }),
      ),
    );
  const body = {
    stage: rows[0]?.stage ?? ('primary' as const),
    cohort_year: rows[0]?.cohort_year ?? 0,
    starts_on: day,
    classes: count,
    rows: lists.map((child) => ({ student_number: child.student_number, number: numberOf(child) })),
  };
  const plan = check.data;
  const trouble = check.error ?? write.error ?? read.error;
  return (
    <>
      <Panel title={t('resplit.sheet')} hint={t('resplit.sheetHint')}>
        <div className={classes.filters}>
          <NumberInput
            label={t('resplit.count')}
            min={1}
            max={30}
            value={count}
            onChange={(value) => {
              setCount(Number(value) || 1);
              check.reset();
            }}
          />
          <TextInput
            type="date"
            label={t('resplit.day')}
            value={day}
            onChange={({ currentTarget }) => {
              setDay(currentTarget.value);
              check.reset();
            }}
          />
          <Button variant="default" onClick={deal}>
            {t('resplit.deal')}
          </Button>
          <Button variant="default" loading={read.isPending} onClick={() => file.current?.click()}>
            {t('resplit.file')}
          </Button>
          <input
            ref={file}
            type="file"
            hidden
            aria-label={t('resplit.file')}
            accept=".xlsx,.csv"
            onChange={({ currentTarget }) => {
              const chosen = currentTarget.files?.[0];
              if (chosen) read.mutate(chosen);
              currentTarget.value = '';
            }}
          />
        </div>
        {read.data && read.data.problems.length > 0 && (
          <ul className={classes.problems}>
            {read.data.problems.slice(0, 20).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        <ResplitSheet
          rows={lists}
          count={count}
          numberOf={numberOf}
          onChange={(student_number, number) => change(new Map(wanted).set(student_number, number))}
        />
        <Group mt="md">
          <Button loading={check.isPending} onClick={() => check.mutate(body)}>
            {t('resplit.check')}
          </Button>
        </Group>
      </Panel>
      {trouble && (
        <Alert color="cinnabar" role="alert" title={t('resplit.refused')}>
          {problemText(trouble)}
        </Alert>
      )}
      {plan && (
        <Panel title={t('resplit.plan')} hint={t('resplit.planHint', { moved: plan.moved, stayed: plan.stayed })}>
          <ul className={classes.sizes} aria-label={t('resplit.sizes')}>
            {plan.sizes.map((one) => (
              <li key={one.number}>
                {t('resplit.size', { name: one.name, count: one.students })}
                {one.is_new && ` · ${t('resplit.isNew')}`}
              </li>
            ))}
          </ul>
          {plan.problems.length > 0 ? (
            <ul className={classes.problems} role="alert">
              {plan.problems.slice(0, 20).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          ) : (
            <>
              <p className={classes.hint}>
                {list(plan.changes.slice(0, 12).map((one) => `${one.name} ${one.before} → ${one.after}`))}
                {plan.changes.length > 12 && t('resplit.more', { count: plan.changes.length - 12 })}
              </p>
              <Textarea
                withAsterisk
                mt="md"
                autosize
                minRows={2}
                maxLength={200}
                label={t('classes.reason')}
                value={reason}
                onChange={({ currentTarget }) => setReason(currentTarget.value)}
                error={asked && !reason.trim() ? t('error.required') : undefined}
              />
              <Group mt="md">
                <Button
                  disabled={plan.moved === 0}
                  loading={write.isPending}
                  onClick={() => {
                    setAsked(true);
                    if (reason.trim()) write.mutate({ key, ...body, digest: plan.digest, reason: reason.trim() });
                  }}
                >
                  {t('resplit.confirm', { count: plan.moved })}
                </Button>
              </Group>
            </>
          )}
        </Panel>
      )}
    </>
  );
}
