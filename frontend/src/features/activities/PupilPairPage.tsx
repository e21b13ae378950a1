import { Button, Textarea, TextInput } from '@mantine/core';
import { IconEye, IconLock, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { ActDialog } from '@/shared/ui/ActDialog';
import { AskDialog } from '@/shared/ui/AskDialog';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Activities.module.css';
import {
  contactsOf,
  contactWays,
  endings,
  endPair,
  type PupilContact,
  type PupilPair,
  pairsTouched,
  pupilPairQuery,
  readWords,
  recordContact,
  voidContact,
  voidPair,
} from './queries';

const page = getRouteApi('/pupil-pairs/$id');

/** A teacher and a child: the days on which they met. The words stay sealed until one of two people opens them. */
export function PupilPairPage() {
  const { id } = page.useParams();
  const { data, error, isPending, refetch } = useQuery(pupilPairQuery(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return <Shown row={data} />;
}

function Shown({ row }: { row: PupilPair }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { today } = useMe();
  const [open, setOpen] = useState<'contact' | 'end' | 'void'>();
  const shut = () => setOpen(undefined);
  const contacts = useQuery(contactsOf(row.id));
  const drop = useWrite(voidPair, pairsTouched, () => {
    notify(t('pupilPairs.voidedNow'));
    void navigate({ to: '/pupil-pairs' });
  });
  const can = (ability: string) => row.abilities.includes(ability);
  const standing = (contacts.data ?? []).filter((one) => !one.is_voided);
  return (
    <div className={classes.page}>
      <PageHeader
        title={row.student.name}
        hint={
          <>
            {[row.student.school_class?.name, t('pupilPairs.with', { name: row.teacher.name })]
              .filter(Boolean)
              .join(' · ')}{' '}
            ·{' '}
            {row.ends_on
              ? `${format.date(row.starts_on)}–${format.date(row.ends_on)}`
              : t('pupilPairs.since', { day: format.date(row.starts_on) })}{' '}
            {row.ended_label && <Tag>{row.ended_label}</Tag>}
          </>
        }
      >
        {row.is_mine && row.ends_on === null && (
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen('contact')}>
            {t('pupilPairs.record')}
          </Button>
        )}
        {can('end') && (
          <Button variant="default" onClick={() => setOpen('end')}>
            {t('pupilPairs.end')}
          </Button>
        )}
        {can('void') && (
          <Button variant="subtle" color="cinnabar" onClick={() => setOpen('void')}>
            {t('activities.act.void')}
          </Button>
        )}
      </PageHeader>
      <Panel title={t('pupilPairs.contacts')} hint={t('pupilPairs.contactsHint')}>
        {contacts.isPending && <PageSkeleton />}
        {!contacts.isPending && !contacts.data && <Failure error={contacts.error} reset={contacts.refetch} />}
        {contacts.data && standing.length === 0 && <p className={classes.quiet}>{t('pupilPairs.noContacts')}</p>}
        <ul className={classes.people}>
          {standing.map((one) => (
            <Contact key={one.id} one={one} />
          ))}
        </ul>
      </Panel>
      <FormDialog opened={open === 'contact'} onClose={shut} title={t('pupilPairs.record')}>
        {open === 'contact' && <ContactForm row={row} onClose={shut} />}
      </FormDialog>
      <ActDialog
        opened={open === 'end'}
        onClose={shut}
        title={t('pupilPairs.endTitle')}
        hint={t('pupilPairs.endHint')}
        confirm={t('pupilPairs.end')}
        fields={[
          { name: 'ends_on', kind: 'day', label: t('pupilPairs.lastDay'), value: today },
          {
            name: 'ended',
            kind: 'select',
            label: t('pupilPairs.how'),
            options: endings.map((value) => ({ value, label: t(`pupilPairs.ending.${value}`) })),
          },
        ]}
        act={({ ends_on, ended }) =>
          endPair({ id: row.id, ends_on, ended: endings.find((one) => one === ended) ?? 'completed' })
        }
        done={t('pupilPairs.endedNow')}
        touched={pairsTouched}
      />
      <AskDialog
        opened={open === 'void'}
        onClose={shut}
        title={t('pupilPairs.voidTitle')}
        hint={t('pupilPairs.voidHint')}
        confirm={t('activities.act.void')}
        danger
        busy={drop.isPending}
        onConfirm={() => drop.mutate(row.id, { onError: notifyProblem })}
      />
    </div>
  );
}

/** A day and how they met; the words stand in the row only after somebody opened them, until they hide them. */
function Contact({ one }: { one: PupilContact }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [words, setWords] = useState<string>();
  const [asking, setAsking] = useState(false);
  // Not a query: what was sealed is not kept in the cache of the page.
  const read = useMutation({ mutationFn: readWords, onSuccess: (opened) => setWords(opened.words), gcTime: 0 });
  const drop = useWrite(voidContact, pairsTouched, () => {
    notify(t('pupilPairs.contactVoided'));
    setAsking(false);
  });
  const day = format.date(one.contacted_on);
  return (
    <li>
      <div className={classes.person}>
        <b>{day}</b>
        <small>
          {[one.way_label, one.minutes !== null && t('pupilPairs.minutesOf', { count: one.minutes })]
            .filter(Boolean)
            .join(' · ')}
        </small>
        {words !== undefined && (
          <div className={classes.words} role="status">
            {words}{' '}
            <Button size="compact-sm" variant="subtle" onClick={() => setWords(undefined)}>
              {t('pupilPairs.hide')}
            </Button>
          </div>
        )}
      </div>
      <div className={classes.acts}>
        {one.has_words && !one.abilities.includes('read') && (
          <Tag>
            <IconLock size={14} aria-hidden /> {t('pupilPairs.sealed')}
          </Tag>
        )}
        {one.abilities.includes('read') && words === undefined && (
          <Button
            size="sm"
            variant="default"
            leftSection={<IconEye size={16} aria-hidden />}
            loading={read.isPending}
            aria-label={t('pupilPairs.readOf', { day })}
            onClick={() => read.mutate(one.id, { onError: notifyProblem })}
          >
            {t('pupilPairs.read')}
          </Button>
        )}
        {one.abilities.includes('void') && (
          <Button
            size="sm"
            variant="subtle"
            color="cinnabar"
            aria-label={t('pupilPairs.voidOf', { day })}
            onClick={() => setAsking(true)}
          >
            {t('activities.act.void')}
          </Button>
        )}
      </div>
      <AskDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('pupilPairs.voidOf', { day })}
        hint={t('pupilPairs.voidContactHint')}
        confirm={t('activities.act.void')}
        danger
        busy={drop.isPending}
        onConfirm={() => drop.mutate(one.id, { onError: notifyProblem })}
      />
    </li>
  );
}

function ContactForm({ row, onClose }: { row: PupilPair; onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useMe();
  const [day, setDay] = useState(today);
  const [way, setWay] = useState<(typeof contactWays)[number]>('talk');
  const [minutes, setMinutes] = useState('');
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState(false);
  const save = useWrite(recordContact, pairsTouched, () => {
    notify(t('pupilPairs.recorded'));
    onClose();
  });
  const refused = refusals(save.error);
  return (
    <FormBody
      confirm={t('pupilPairs.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (day)
          save.mutate({
            pair: row.id,
            contacted_on: day,
            way,
            minutes: minutes.trim() ? Number(minutes) : null,
            words: words.trim(),
          });
      }}
      onClose={onClose}
      fields={['contacted_on', 'way', 'minutes', 'words']}
    >
      <Choices
        legend={t('pupilPairs.way')}
        name="way"
        value={way}
        onChange={setWay}
        options={contactWays.map((value) => ({ value, label: t(`pupilPairs.ways.${value}`) }))}
        error={refused.way}
      />
      <div className={classes.pair}>
        <TextInput
          label={t('pupilPairs.contacted_on')}
          type="date"
          max={today}
          withAsterisk
          value={day}
          onChange={({ currentTarget }) => setDay(currentTarget.value)}
          error={asked && !day ? t('error.required') : refused.contacted_on}
        />
        <TextInput
          label={t('pupilPairs.minutes')}
          type="number"
          inputMode="numeric"
          min={1}
          max={600}
          value={minutes}
          onChange={({ currentTarget }) => setMinutes(currentTarget.value)}
          error={refused.minutes}
        />
      </div>
      <Textarea
        label={t('pupilPairs.words')}
        description={t('pupilPairs.wordsHint')}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={2000}
        value={words}
        onChange={({ currentTarget }) => setWords(currentTarget.value)}
        error={refused.words}
      />
    </FormBody>
  );
}
