import { Select, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { colleagues } from '@/shared/api/lists';
import { useWrite } from '@/shared/api/useWrite';
import { schoolToday } from '@/shared/i18n/format';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { Meant } from './Meant';
import { changeMentor, type PairFile } from './queries';
import { touched } from './touched';

interface Props {
  opened: boolean;
  onClose: () => void;
  pair: PairFile;
}

/** This pair ends and the next one begins, both or neither. */
export function ChangeMentorDialog({ opened, onClose, pair }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('pairs.change.act.change_mentor')}>
      {opened && <Form pair={pair} onClose={onClose} />}
    </FormDialog>
  );
}

function Form({ pair, onClose }: { pair: PairFile; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const staff = useQuery(colleagues);
  const [mentor, setMentor] = useState('');
  const [startsOn, setStartsOn] = useState(schoolToday());
  const [reason, setReason] = useState('');
  const [isMeant, setIsMeant] = useState(false);
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    (body: Parameters<typeof changeMentor>[1], key) => changeMentor(pair.id, body, key),
    touched,
    (made) => {
      notify(t('pairs.change.done.change_mentor'));
      onClose();
      void navigate({ to: '/pairs/$id', params: { id: made.id } });
    },
  );
  const refused = refusals(save.error);
  const many = save.error instanceof ApiError && save.error.code === 'many_mentees';
  const needs = (value: string, name: string) => (asked && !value.trim() ? t('error.required') : refused[name]);
  return (
    <FormBody
      confirm={t('pairs.change.confirm.change_mentor')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (mentor && startsOn && reason.trim())
          save.mutate({ mentor, starts_on: startsOn, reason: reason.trim(), is_meant: isMeant });
      }}
      onClose={onClose}
      fields={['mentor', 'starts_on', 'reason']}
    >
      <Text size="sm" c="dimmed">
        {t('pairs.change.hint.change_mentor')}
      </Text>
      <Select
        withAsterisk
        searchable
        limit={50}
        label={t('pairs.change.newMentor')}
        nothingFoundMessage={t('pairForm.nobody')}
        data={(staff.data?.value ?? [])
          .filter((one) => one.id !== pair.mentor.id && one.id !== pair.mentee.id)
          .map((one) => ({ value: one.id, label: [one.name, one.posts[0]].filter(Boolean).join(' · ') }))}
        value={mentor || null}
        onChange={(value) => setMentor(value ?? '')}
        error={needs(mentor, 'mentor')}
      />
      <TextInput
        withAsterisk
        type="date"
        label={t('pairs.change.newFrom')}
        max={pair.ends_on}
        value={startsOn}
        onChange={({ currentTarget }) => setStartsOn(currentTarget.value)}
        error={needs(startsOn, 'starts_on')}
      />
      <Textarea
        withAsterisk
        label={t('pairs.reason')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={500}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        error={needs(reason, 'reason')}
      />
      {many && <Meant checked={isMeant} onChange={setIsMeant} />}
    </FormBody>
  );
}
