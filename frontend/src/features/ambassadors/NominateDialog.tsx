import { Select, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { childLabel, studentsNamed } from '@/shared/api/students';
import { useWrite } from '@/shared/api/useWrite';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { nominate, type Round, touched } from './queries';

interface Props {
  round: Round;
  opened: boolean;
  onClose: () => void;
}

/** A child and one deed. Points are not looked at. */
export function NominateDialog({ opened, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={rest.onClose} title={t('ambassadors.nominate')}>
      <Form {...rest} />
    </FormDialog>
  );
}

function Form({ round, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const [student, setStudent] = useState('');
  const [typed, setTyped] = useState('');
  const [deed, setDeed] = useState('');
  const [asked, setAsked] = useState(false);
  const [q] = useDebouncedValue(typed, 250);
  const { data: found } = useQuery(studentsNamed(q));
  const save = useWrite(nominate, touched, () => {
    notify(t('ambassadors.nominated'));
    onClose();
  });
  const refused = refusals(save.error);
  return (
    <FormBody
      confirm={t('ambassadors.nominate')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (student && deed.trim()) save.mutate({ selection: round.id, student, deed: deed.trim() });
      }}
      onClose={onClose}
      fields={['student', 'deed']}
    >
      <Select
        withAsterisk
        searchable
        label={t('ambassadors.student')}
        placeholder={t('ambassadors.studentHint')}
        nothingFoundMessage={q ? t('ambassadors.noStudent') : t('ambassadors.studentHint')}
        value={student || null}
        onChange={(next) => setStudent(next ?? '')}
        onSearchChange={setTyped}
        error={asked && !student ? t('error.required') : refused.student}
        filter={({ options }) => options}
        data={(found?.results ?? []).map((one) => ({ value: one.id, label: childLabel(one) }))}
      />
      <Textarea
        withAsterisk
        autosize
        minRows={2}
        maxLength={200}
        label={t('ambassadors.deed')}
        description={t('ambassadors.deedHint')}
        value={deed}
        onChange={({ currentTarget }) => setDeed(currentTarget.value)}
        error={asked && !deed.trim() ? t('error.required') : refused.deed}
      />
    </FormBody>
  );
}
