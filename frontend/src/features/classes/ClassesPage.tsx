import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useCan, useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import classes from './Classes.module.css';
import { HomeroomDialog } from './HomeroomDialog';
import { OpenClassDialog } from './OpenClassDialog';
import { childrenOf, classesOn, type SchoolClass, type Student, type Which } from './queries';
import { StudentSheet } from './StudentSheet';
import { TransferInDialog } from './TransferInDialog';

type View = 'class' | 'away';
type Open = { kind: 'in' | 'class' | 'homeroom' } | { kind: 'student'; student: Student };

/** The classes with their children; everything that happens to a child's place at school starts here. */
export function ClassesPage() {
  const { t } = useTranslation();
  const { today } = useMe();
  const can = useCan();
  const [view, setView] = useState<View>('class');
  const [chosen, setChosen] = useState('');
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const [open, setOpen] = useState<Open>();
  const { data: all, error, isPending, refetch } = useQuery(classesOn(today));
  if (isPending) return <PageSkeleton />;
  if (!all) return <Failure error={error} reset={refetch} />;
  const shown = all.find((one) => one.id === chosen) ?? all[0];
  const which: Which | undefined = q ? { q } : view === 'away' ? { away: true } : shown && { school_class: shown.id };
  const close = () => setOpen(undefined);
  return (
    <>
      <PageHeader title={t('classes.title')} hint={t('classes.hint')}>
        {can('PLACEMENT_KEEP') && (
          <Group gap="sm">
            <Button onClick={() => setOpen({ kind: 'in' })}>{t('classes.transferIn')}</Button>
            <Button variant="default" onClick={() => setOpen({ kind: 'class' })}>
              {t('classes.openClass')}
            </Button>
            <ButtonLink to="/classes/resplit" variant="default">
              {t('classes.resplit')}
            </ButtonLink>
          </Group>
        )}
      </PageHeader>
      <div className={classes.filters}>
        <Tabs<View>
          label={t('classes.view')}
          value={view}
          options={[
            { value: 'class', label: t('classes.byClass') },
            { value: 'away', label: t('classes.away') },
          ]}
          onChange={(next) => {
            setTyped('');
            setView(next);
          }}
        />
        {view === 'class' && shown && (
          <NativeSelect
            label={t('classes.schoolClass')}
            value={shown.id}
            onChange={({ currentTarget }) => {
              setTyped('');
              setChosen(currentTarget.value);
            }}
            data={all.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <TextInput
          type="search"
          label={t('classes.search')}
          placeholder={t('classes.searchHint')}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </div>
      {view === 'class' && !q && shown && (
        <ClassFacts row={shown} onHomeroom={can('POST_KEEP') ? () => setOpen({ kind: 'homeroom' }) : undefined} />
      )}
      {which ? (
        <Children which={which} onOpen={(student) => setOpen({ kind: 'student', student })} />
      ) : (
        <Empty icon={IconUsers} title={t('classes.none')} hint={t('classes.noneHint')} />
      )}
      <TransferInDialog opened={open?.kind === 'in'} onClose={close} classes={all} school_class={shown?.id ?? ''} />
      <OpenClassDialog opened={open?.kind === 'class'} onClose={close} />
      {shown && <HomeroomDialog opened={open?.kind === 'homeroom'} onClose={close} row={shown} />}
      <StudentSheet student={open?.kind === 'student' ? open.student : undefined} onClose={close} classes={all} />
    </>
  );
}

function ClassFacts({ row, onHomeroom }: { row: SchoolClass; onHomeroom: (() => void) | undefined }) {
  const { t } = useTranslation();
  return (
    <p className={classes.facts}>
      {t('classes.facts', { count: row.students_count, cohort: row.cohort_year })} ·{' '}
      {row.homeroom_teacher ? t('classes.homeroomIs', { name: row.homeroom_teacher.name }) : t('classes.noHomeroom')}
      {onHomeroom && (
        <Button size="compact-sm" variant="subtle" onClick={onHomeroom}>
          {t('classes.changeHomeroom')}
        </Button>
      )}
    </p>
  );
}

function Children({ which, onOpen }: { which: Which; onOpen: (student: Student) => void }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { data: children, error, isPending, refetch } = useQuery(childrenOf(which));
  if (isPending) return <PageSkeleton />;
  if (!children) return <Failure error={error} reset={refetch} />;
  if (children.length === 0)
    return <Empty icon={IconUsers} title={t('classes.nobody')} hint={t('classes.nobodyHint')} />;
  return (
    <>
      <p className={classes.count} role="status">
        {t('classes.count', { shown: number(children.length) })}
      </p>
      <ul className={classes.list}>
        {children.map((student) => (
          <li key={student.id}>
            <button type="button" className={classes.child} onClick={() => onOpen(student)}>
              <b>{student.name}</b>
              <span>{student.student_number}</span>
              <span>{student.school_class?.name ?? t('classes.inNone')}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
