import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { placementsOf } from '@/shared/api/placements';
import { useMe } from '@/shared/session/me';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { PlacementTimeline } from '@/shared/ui/PlacementTimeline';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Classes.module.css';
import { type Act, actOn, acts, type SchoolClass, type Student } from './queries';

interface Props {
  student: Student | undefined;
  onClose: () => void;
  classes: readonly SchoolClass[];
}

/** One child: where it stood and stands, and the acts that are possible now. */
export function StudentSheet({ student, onClose, classes: all }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog
      opened={student !== undefined}
      onClose={onClose}
      title={student ? t('classes.childTitle', { name: student.name }) : ''}
    >
      {student && <Path key={student.id} student={student} classes={all} />}
    </FormDialog>
  );
}

function Path({ student, classes: all }: { student: Student; classes: readonly SchoolClass[] }) {
  const { t } = useTranslation();
  const [act, setAct] = useState<Act>();
  const { data: path, error, isPending, refetch } = useQuery(placementsOf(student.id));
  if (isPending) return <PageSkeleton />;
  if (!path) return <Failure error={error} reset={refetch} />;
  if (act)
    return <ActForm id={student.id} name={student.name} act={act} classes={all} onDone={() => setAct(undefined)} />;
  return (
    <>
      <p className={classes.head}>
        <span>{path.student_number}</span>
        <Tag tone={path.standing === 'here' ? 'brand' : 'soon'}>{path.standing_label}</Tag>
      </p>
      <div className={classes.acts}>
        {acts
          .filter((one) => path.abilities.includes(one))
          .map((one) => (
            <Button key={one} size="sm" variant="default" onClick={() => setAct(one)}>
              {one === 'readmit' && path.standing === 'suspended' ? t('classes.act.resume') : t(`classes.act.${one}`)}
            </Button>
          ))}
      </div>
      <PlacementTimeline stays={path.stays} />
    </>
  );
}

const COMING: readonly Act[] = ['move', 'readmit'];

function ActForm({
  id,
  name,
  act,
  classes: all,
  onDone,
}: {
  id: string;
  name: string;
  act: Act;
  classes: readonly SchoolClass[];
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const { today } = useMe();
  const client = useQueryClient();
  const [filled, setFilled] = useState({ school_class: '', day: today, reason: '' });
  const [asked, setAsked] = useState(false);
  const write = useMutation({
    mutationFn: actOn,
    onSuccess: async () => {
      notify(t('classes.done', { name, act: t(`classes.act.${act}`) }));
      onDone();
      await Promise.all([['students'], ['school-classes']].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
  const coming = COMING.includes(act);
  const refused = refusals(write.error);
  const missing = (value: string) => (asked && !value.trim() ? t('error.required') : undefined);
  const submit = () => {
    setAsked(true);
    const whole = filled.reason.trim() && filled.day && (!coming || filled.school_class);
    if (whole) write.mutate({ id, act, ...filled, reason: filled.reason.trim() });
  };
  return (
    <FormBody
      confirm={t(`classes.act.${act}`)}
      danger={act === 'transfer_out'}
      busy={write.isPending}
      error={write.error}
      onSubmit={submit}
      onClose={onDone}
      fields={['school_class', 'starts_on', 'last_day', 'reason']}
    >
      <p className={classes.hint}>{t(`classes.actHint.${act}`)}</p>
      {coming && (
        <NativeSelect
          withAsterisk
          label={t('classes.newClass')}
          value={filled.school_class}
          onChange={({ currentTarget }) => setFilled({ ...filled, school_class: currentTarget.value })}
          data={[{ value: '', label: t('classes.choose') }, ...all.map((one) => ({ value: one.id, label: one.name }))]}
          error={missing(filled.school_class) ?? refused.school_class}
        />
      )}
      {act !== 'take_back_leaving' && (
        <TextInput
          type="date"
          withAsterisk
          label={t(coming ? 'classes.firstDay' : 'classes.lastDay')}
          value={filled.day}
          onChange={({ currentTarget }) => setFilled({ ...filled, day: currentTarget.value })}
          error={missing(filled.day) ?? refused.starts_on ?? refused.last_day}
        />
      )}
      <Textarea
        withAsterisk
        autosize
        minRows={2}
        maxLength={200}
        label={t('classes.reason')}
        description={t('classes.reasonHint')}
        value={filled.reason}
        onChange={({ currentTarget }) => setFilled({ ...filled, reason: currentTarget.value })}
        error={missing(filled.reason) ?? refused.reason}
      />
    </FormBody>
  );
}
