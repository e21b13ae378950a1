import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconHeartHandshake, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleagues } from '@/shared/api/lists';
import { studentsNamed } from '@/shared/api/students';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useCan, useMe } from '@/shared/session/me';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { sharedNames, studentLabel } from '@/shared/ui/studentLabel';
import { Tabs } from '@/shared/ui/Tabs';
import { Tag } from '@/shared/ui/Tag';
import classes from './Activities.module.css';
import { type PupilPair, pairsTouched, pairUp, pupilPairList } from './queries';
import { Ways } from './Ways';

const page = getRouteApi('/pupil-pairs');
const views = ['mine', 'others', 'ended'] as const;
type View = (typeof views)[number];

/** 师生结对: my own, and those of children whom I look after. Why a child is in a pair is written nowhere. */
export function PupilPairsPage() {
  const { t } = useTranslation();
  const navigate = page.useNavigate();
  const asked = page.useSearch().view;
  const view: View = views.find((one) => one === asked) ?? 'mine';
  const [adding, setAdding] = useState(false);
  const { data, error, isPending, refetch } = useQuery(pupilPairList);
  const fits: Record<View, (row: PupilPair) => boolean> = {
    mine: (row) => row.is_mine && row.ends_on === null,
    others: (row) => !row.is_mine && row.ends_on === null,
    ended: (row) => row.ends_on !== null,
  };
  const rows = data?.filter(fits[view]);
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('pupilPairs.add')}
    </Button>
  );
  return (
    <div className={classes.page}>
      <PageHeader title={t('pupilPairs.title')} hint={t('pupilPairs.hint')}>
        {add}
      </PageHeader>
      <Ways />
      <div className={classes.filters}>
        <Tabs
          label={t('pupilPairs.views')}
          value={view}
          options={views.map((value) => ({ value, label: t(`pupilPairs.view.${value}`) }))}
          onChange={(next) => void navigate({ search: next === 'mine' ? {} : { view: next }, replace: true })}
        />
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {rows?.length === 0 && (
        <Empty
          icon={IconHeartHandshake}
          title={t(`pupilPairs.none.${view}`)}
          hint={t(`pupilPairs.noneHint.${view}`)}
          action={view === 'mine' ? add : undefined}
        />
      )}
      {rows && rows.length > 0 && (
        <ul className={classes.cards}>
          {rows.map((row) => (
            <PairCard key={row.id} row={row} />
          ))}
        </ul>
      )}
      <FormDialog opened={adding} onClose={() => setAdding(false)} title={t('pupilPairs.add')}>
        {adding && <Form onClose={() => setAdding(false)} />}
      </FormDialog>
    </div>
  );
}

function PairCard({ row }: { row: PupilPair }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li>
      <Link to="/pupil-pairs/$id" params={{ id: row.id }} className={classes.card}>
        <span className={classes.head}>
          <b>{row.student.name}</b>
          <small>{row.student.school_class?.name}</small>
          {row.ended_label && <Tag>{row.ended_label}</Tag>}
        </span>
        <small>
          {[
            !row.is_mine && t('pupilPairs.with', { name: row.teacher.name }),
            t('pupilPairs.since', { day: format.date(row.starts_on) }),
            row.met > 0 ? t('pupilPairs.met', { count: row.met }) : t('pupilPairs.notMet'),
            row.met_last && t('pupilPairs.metLast', { day: format.day(row.met_last) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </Link>
    </li>
  );
}

/** A child and a day; no field asks why. The homeroom teacher and the office may name another teacher. */
function Form({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const can = useCan();
  const me = useMe();
  const namesOthers = can('PUPIL_PAIR_KEEP') || me.posts.some((post) => post.kind === 'homeroom_teacher');
  const staff = useQuery({ ...colleagues, enabled: namesOthers });
  const [student, setStudent] = useState<string | null>(null);
  const [teacher, setTeacher] = useState<string | null>(null);
  const [day, setDay] = useState(me.today);
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const [q] = useDebouncedValue(typed, 250);
  const { data: found } = useQuery(studentsNamed(q));
  const children = found?.results ?? [];
  const shared = sharedNames(children);
  const save = useWrite(pairUp, pairsTouched, (made) => {
    notify(t('pupilPairs.made'));
    onClose();
    void navigate({ to: '/pupil-pairs/$id', params: { id: made.id } });
  });
  const refused = refusals(save.error);
  return (
    <FormBody
      confirm={t('pupilPairs.add')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (student && day) save.mutate({ student, starts_on: day, ...(teacher ? { teacher } : {}) });
      }}
      onClose={onClose}
      fields={['student', 'teacher', 'starts_on']}
    >
      <p className={classes.quiet}>{t('pupilPairs.noReason')}</p>
      <Select
        label={t('pupilPairs.student')}
        placeholder={t('pupilPairs.studentHint')}
        withAsterisk
        searchable
        nothingFoundMessage={q ? t('pupilPairs.noStudent') : t('pupilPairs.studentHint')}
        data={children.map((one) => ({ value: one.id, label: studentLabel(one, shared) }))}
        value={student}
        onChange={setStudent}
        onSearchChange={setTyped}
        filter={({ options }) => options}
        error={asked && !student ? t('error.required') : refused.student}
      />
      {namesOthers && (
        <Select
          label={t('pupilPairs.teacher')}
          placeholder={t('activityForm.organiserMe', { name: me.name })}
          searchable
          clearable
          limit={80}
          data={(staff.data?.value ?? [])
            .filter((one) => one.id !== me.staff_id)
            .map((one) => ({ value: one.id, label: one.name }))}
          value={teacher}
          onChange={setTeacher}
          error={refused.teacher}
        />
      )}
      <TextInput
        label={t('pupilPairs.starts_on')}
        type="date"
        max={me.today}
        withAsterisk
        value={day}
        onChange={({ currentTarget }) => setDay(currentTarget.value)}
        error={asked && !day ? t('error.required') : refused.starts_on}
      />
    </FormBody>
  );
}
