import { Button, Group, MultiSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { colleagues, type VisitRound } from '@/shared/api/lists';
import { uuid } from '@/shared/offline/uuid';
import { useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Families } from './Families';
import { amendRound, planRound, type RoundBody } from './queries';
import classes from './Rounds.module.css';

/** A day, an area, who goes, and the families in the order in which they are met. */
export function RoundForm({ round }: { round?: VisitRound }) {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const client = useQueryClient();
  const key = useRef(uuid());
  const staff = useQuery(colleagues);
  const form = useForm<RoundBody>({
    initialValues: {
      planned_on: round?.planned_on ?? '',
      area: round?.area ?? '',
      members: round?.members.map((one) => one.id) ?? (me.staff_id ? [me.staff_id] : []),
      students: round?.stops.map((stop) => stop.student.id) ?? [],
    },
    validate: {
      planned_on: (value) => (value ? null : t('error.required')),
      area: (value) => (value.trim() ? null : t('error.required')),
      members: (value) => (value.length ? null : t('rounds.needMembers')),
      students: (value) => (value.length ? null : t('rounds.needFamilies')),
    },
  });
  const save = useMutation({
    mutationFn: (body: RoundBody) => (round ? amendRound({ round, body }) : planRound({ key: key.current, body })),
    onSuccess: async ({ id }) => {
      notify(t('rounds.saved'));
      await client.invalidateQueries({ queryKey: ['rounds'] });
      await navigate({ to: '/rounds/$id', params: { id } });
    },
    onError: (error) => {
      // A key belongs to one body: what is mended is another gesture.
      key.current = uuid();
      if (error instanceof ApiError) form.setErrors(error.fields);
    },
  });
  return (
    <form noValidate onSubmit={form.onSubmit((body) => save.mutate(body))} className={classes.page}>
      <Panel title={t('rounds.when')}>
        <div className={classes.head}>
          <TextInput withAsterisk type="date" label={t('rounds.day')} {...form.getInputProps('planned_on')} />
          <TextInput
            withAsterisk
            maxLength={20}
            label={t('rounds.area')}
            description={t('rounds.areaHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            {...form.getInputProps('area')}
          />
          <MultiSelect
            withAsterisk
            searchable
            limit={40}
            label={t('rounds.members')}
            data={(staff.data?.value ?? []).map((one) => ({ value: one.id, label: one.name }))}
            {...form.getInputProps('members')}
          />
        </div>
      </Panel>
      <Families
        chosen={form.values.students}
        known={round?.stops.map((stop) => stop.student) ?? []}
        onChange={(students) => form.setFieldValue('students', students)}
        error={form.errors.students}
      />
      {save.error && (
        <p role="alert" className={classes.refusal}>
          {problemText(save.error)}
        </p>
      )}
      <Group gap="sm">
        <Button type="submit" loading={save.isPending}>
          {t('rounds.save')}
        </Button>
        <ButtonLink to="/rounds" variant="default">
          {t('act.cancel')}
        </ButtonLink>
      </Group>
    </form>
  );
}
