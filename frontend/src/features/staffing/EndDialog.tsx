import { Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/session/me';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { endPost, type HeldPost, leaveSchool, openWork, returnFromLeave, type StaffFile } from './queries';
import classes from './Staffing.module.css';

export type Ending =
  | { kind: 'post'; post: HeldPost }
  | { kind: 'school' }
  | { kind: 'return'; leave: StaffFile['leaves'][number] };

interface Props {
  ending: Ending | undefined;
  onClose: () => void;
  file: StaffFile;
}

/** One post ends, all of them end, or a leave ends: a day and a reason each, and what is still open before. */
export function EndDialog({ ending, onClose, file }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog
      opened={ending !== undefined}
      onClose={onClose}
      title={ending ? t(`staffing.endTitle.${ending.kind}`, { name: file.name }) : ''}
    >
      {ending && <Form ending={ending} file={file} onClose={onClose} />}
    </FormDialog>
  );
}

function Form({ ending, file, onClose }: { ending: Ending; file: StaffFile; onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useMe();
  const client = useQueryClient();
  const [day, setDay] = useState(today);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const write = useMutation({
    mutationFn: () => {
      const told = { id: file.id, reason: reason.trim() };
      if (ending.kind === 'post') return endPost({ ...told, post: ending.post.id, last_day: day });
      if (ending.kind === 'school') return leaveSchool({ ...told, last_day: day });
      return returnFromLeave({ ...told, leave: ending.leave.id, returns_on: day });
    },
    onSuccess: async () => {
      notify(t('staffing.saved', { name: file.name }));
      onClose();
      await Promise.all([['staff'], ['school-classes']].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
  const refused = refusals(write.error);
  const submit = () => {
    setAsked(true);
    if (day && reason.trim()) write.mutate();
  };
  const back = ending.kind === 'return';
  return (
    <FormBody
      confirm={t(`staffing.endConfirm.${ending.kind}`)}
      danger={ending.kind === 'school'}
      busy={write.isPending}
      error={write.error}
      onSubmit={submit}
      onClose={onClose}
      fields={['last_day', 'returns_on', 'reason']}
    >
      {!back && <OpenWork id={file.id} />}
      <p className={classes.hint}>{t(`staffing.endHint.${ending.kind}`)}</p>
      <TextInput
        type="date"
        withAsterisk
        label={t(back ? 'staffing.firstDayBack' : 'staffing.lastDay')}
        value={day}
        onChange={({ currentTarget }) => setDay(currentTarget.value)}
        error={asked && !day ? t('error.required') : (refused.last_day ?? refused.returns_on)}
      />
      <Textarea
        withAsterisk
        autosize
        minRows={2}
        maxLength={200}
        label={t('staffing.reason')}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        error={asked && !reason.trim() ? t('error.required') : refused.reason}
      />
    </FormBody>
  );
}

function OpenWork({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: work } = useQuery(openWork(id));
  if (!work) return null;
  if (work.visits_owed + work.follow_ups_open === 0) return <p className={classes.hint}>{t('staffing.nothingOpen')}</p>;
  return (
    <div className={classes.work}>
      <b>{t('staffing.stillOpen')}</b>
      <ul>
        <li>
          {t('staffing.openVisits', {
            children: work.children_owed,
            visits: work.visits_owed,
            overdue: work.visits_overdue,
          })}
        </li>
        <li>{t('staffing.openFollowUps', { amount: work.follow_ups_open })}</li>
      </ul>
    </div>
  );
}
