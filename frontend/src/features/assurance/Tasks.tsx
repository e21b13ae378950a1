import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { EvidenceList } from '@/shared/evidence/EvidenceList';
import { schoolToday, useFormat } from '@/shared/i18n/format';
import { useCan, useMe } from '@/shared/session/me';
import { ActDialog, type Field } from '@/shared/ui/ActDialog';
import { useDueWords } from '@/shared/ui/due';
import { ExportButton } from '@/shared/ui/ExportButton';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Assurance.module.css';
import {
  changeTask,
  finishTask,
  type Group,
  reopenTask,
  setTask,
  type Task,
  taskList,
  touched,
  voidTask,
} from './queries';

type Name = 'what' | 'indicator' | 'department' | 'owner' | 'due_on';
const isOpen = (row: Task) => row.state === 'open' || row.state === 'overdue';

/** 任务分解: mine first, what is due first before the rest; those that are done lie below. */
export function Tasks({ groups }: { groups: readonly Group[] }) {
  const { t } = useTranslation();
  const can = useCan();
  const me = useMe();
  const fields = useTaskFields();
  const { data: rows, error, isPending, refetch } = useQuery(taskList);
  const [adding, setAdding] = useState(false);
  const running = groups.filter((one) => one.is_running);
  if (isPending) return <PageSkeleton />;
  if (!rows) return <Failure error={error} reset={refetch} />;
  const mine = rows.filter((row) => isOpen(row) && row.owner.id === me.staff_id);
  const open = rows.filter((row) => isOpen(row) && !mine.includes(row));
  const done = rows.filter((row) => row.state === 'done');
  return (
    <>
      {mine.length > 0 && (
        <Panel title={t('assurance.tasks.mine', { count: mine.length })}>
          <List rows={mine} />
        </Panel>
      )}
      <Panel
        title={t('assurance.tasks.title', { count: open.length })}
        aside={
          <div className={classes.acts}>
            {can('LEADING_KEEP') && running.length > 0 && (
              <Button variant="light" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
                {t('assurance.tasks.add')}
              </Button>
            )}
            <ExportButton
              path="/api/v1/leading-tasks/export/"
              count={rows.length}
              label={t('assurance.tasks.export')}
            />
          </div>
        }
      >
        {open.length === 0 && <p className={classes.note}>{t('assurance.tasks.none')}</p>}
        <List rows={open} />
        {done.length > 0 && (
          <details className={classes.fold}>
            <summary>{t('assurance.tasks.done', { count: done.length })}</summary>
            <List rows={done} />
          </details>
        )}
      </Panel>
      <ActDialog<Name | 'group'>
        opened={adding}
        onClose={() => setAdding(false)}
        title={t('assurance.tasks.add')}
        confirm={t('assurance.tasks.save')}
        fields={[
          {
            name: 'group',
            kind: 'select',
            label: t('assurance.tasks.group'),
            value: running[0]?.id ?? '',
            options: running.map((one) => ({ value: one.id, label: one.name })),
          },
          ...fields(),
        ]}
        act={(body, key) => setTask(body, key)}
        touched={touched.leading}
        done={t('assurance.tasks.added')}
      />
    </>
  );
}

const List = ({ rows }: { rows: readonly Task[] }) => (
  <ul className={classes.list}>
    {rows.map((row) => (
      <One key={row.id} row={row} />
    ))}
  </ul>
);

function useTaskFields() {
  const { t } = useTranslation();
  return (row?: Task): Field<Name>[] => [
    { name: 'what', kind: 'line', label: t('assurance.tasks.what'), value: row?.what ?? '', most: 200 },
    {
      name: 'indicator',
      kind: 'line',
      label: t('assurance.tasks.indicator'),
      hint: t('assurance.tasks.indicatorHint'),
      value: row?.indicator ?? '',
      most: 100,
      optional: true,
    },
    {
      name: 'department',
      kind: 'line',
      label: t('assurance.tasks.department'),
      value: row?.department ?? '',
      most: 50,
      optional: true,
    },
    { name: 'owner', kind: 'person', label: t('assurance.tasks.whose'), value: row?.owner.id ?? '' },
    { name: 'due_on', kind: 'day', label: t('assurance.tasks.dueOn'), value: row?.due_on ?? '' },
  ];
}

function One({ row }: { row: Task }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const due = useDueWords();
  const fields = useTaskFields();
  const [asking, setAsking] = useState<'finish' | 'change' | 'reopen' | 'void'>();
  const close = () => setAsking(undefined);
  const take = useWrite(voidTask, touched.leading, () => {
    notify(t('assurance.tasks.voidedNow'));
    close();
  });
  const may = (verb: string) => row.abilities.includes(verb);
  const named = (act: string) => t('assurance.tasks.actOf', { act, what: row.what });
  const { words, tone } = due(row.due_on, 7);
  return (
    <li className={classes.finding} data-late={row.state === 'overdue' || undefined}>
      <div className={classes.tags}>
        <h3>{row.what}</h3>
        {isOpen(row) ? <Tag tone={tone}>{words}</Tag> : <Tag tone="brand">{row.state_label}</Tag>}
      </div>
      <p className={classes.small}>
        {[
          t('assurance.tasks.owner', { name: row.owner.name, day: date(row.due_on) }),
          row.department,
          row.indicator && t('assurance.tasks.serves', { indicator: row.indicator }),
          row.group.name,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {row.done_on && (
        <>
          <p>{t('assurance.tasks.doneOn', { name: row.done_by?.name ?? '', day: date(row.done_on) })}</p>
          <p className={classes.words}>{row.outcome}</p>
        </>
      )}
      <EvidenceList items={row.evidence} />
      <div className={classes.acts}>
        {may('finish') && (
          <Button size="sm" aria-label={named(t('assurance.tasks.finish'))} onClick={() => setAsking('finish')}>
            {t('assurance.tasks.finish')}
          </Button>
        )}
        {may('partial_update') && (
          <Button
            size="sm"
            variant="default"
            aria-label={named(t('assurance.change'))}
            onClick={() => setAsking('change')}
          >
            {t('assurance.change')}
          </Button>
        )}
        {may('reopen') && (
          <Button
            size="sm"
            variant="default"
            aria-label={named(t('assurance.tasks.reopen'))}
            onClick={() => setAsking('reopen')}
          >
            {t('assurance.tasks.reopen')}
          </Button>
        )}
        {may('void') && (
          <Button
            size="sm"
            variant="subtle"
            color="cinnabar"
            aria-label={named(t('assurance.void'))}
            onClick={() => setAsking('void')}
          >
            {t('assurance.void')}
          </Button>
        )}
      </div>
      <ActDialog
        opened={asking === 'finish'}
        onClose={close}
        title={named(t('assurance.tasks.finish'))}
        confirm={t('assurance.tasks.finish')}
        fields={[
          {
            name: 'done_on',
            kind: 'day',
            label: t('assurance.tasks.doneDay'),
            value: schoolToday(),
            max: schoolToday(),
          },
          { name: 'outcome', kind: 'text', label: t('assurance.tasks.outcome') },
        ]}
        files={{ label: t('assurance.tasks.proof'), day: 'done_on' }}
        act={(body, _key, evidence) => finishTask(row.id, { ...body, evidence })}
        touched={touched.leading}
        done={t('assurance.tasks.finished')}
      />
      <ActDialog
        opened={asking === 'change'}
        onClose={close}
        title={named(t('assurance.change'))}
        confirm={t('assurance.save')}
        fields={fields(row)}
        act={(body) => changeTask(row.id, row.version, body)}
        touched={touched.leading}
        done={t('assurance.saved')}
      />
      <ActDialog
        opened={asking === 'reopen'}
        onClose={close}
        title={named(t('assurance.tasks.reopen'))}
        hint={t('assurance.tasks.reopenHint')}
        confirm={t('assurance.tasks.reopen')}
        fields={[{ name: 'reason', kind: 'text', label: t('assurance.reason'), most: 200 }]}
        act={({ reason }) => reopenTask(row.id, reason)}
        touched={touched.leading}
        done={t('assurance.tasks.reopened')}
      />
      <ReasonDialog
        opened={asking === 'void'}
        onClose={close}
        title={named(t('assurance.void'))}
        hint={t('assurance.tasks.voidHint')}
        label={t('assurance.reason')}
        confirm={t('assurance.void')}
        danger
        busy={take.isPending}
        error={take.error}
        onConfirm={(reason) => take.mutate({ id: row.id, reason })}
      />
    </li>
  );
}
