import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { type PointClass, pointClass } from './kept';
import { setGoal } from './queries';

interface Props {
  own: PointClass;
  opened: boolean;
  onClose: () => void;
}

export function GoalDialog({ own, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('civilityClass.goal')}>
      <Fields own={own} onClose={onClose} />
    </FormDialog>
  );
}

function Fields({ own, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [title, setTitle] = useState(own.goal?.title ?? '');
  const [target, setTarget] = useState(own.goal?.target ?? 300);
  const save = useMutation({
    mutationFn: setGoal,
    onSuccess: (value) => {
      client.setQueryData(pointClass(own.id).queryKey, { value });
      notify(t('civilityClass.goalSet'));
      onClose();
    },
  });
  const said = refusals(save.error);
  return (
    <FormBody
      confirm={t('civilityClass.save')}
      busy={save.isPending}
      error={save.error}
      fields={['title', 'target']}
      onSubmit={() => save.mutate({ id: own.id, title: title.trim(), target })}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t('civilityClass.goalTitle')}
        placeholder={t('civilityClass.goalExample')}
        maxLength={40}
        value={title}
        error={said.title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <TextInput
        type="number"
        label={t('civilityClass.goalTarget')}
        description={t('civilityClass.goalTargetHint')}
        min={1}
        max={100_000}
        value={target}
        error={said.target}
        onChange={(event) => setTarget(Number(event.currentTarget.value))}
      />
    </FormBody>
  );
}
