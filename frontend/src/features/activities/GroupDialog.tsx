import { NativeSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleagues } from '@/shared/api/lists';
import { useWrite } from '@/shared/api/useWrite';
import { useMe } from '@/shared/session/me';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { PeopleField } from './PeopleField';
import { changeGroup, foundGroup, type Group, groupKinds, groupsTouched } from './queries';

interface Props {
  of: Group | 'new' | undefined;
  onClose: () => void;
}

/** A group: what it is for, who leads it, what it works on. Who belongs to it when is kept on its page. */
export function GroupDialog({ of, onClose }: Props) {
  const { t } = useTranslation();
  const title = t(of === undefined || of === 'new' ? 'activityGroups.add' : 'activityGroups.change');
  return (
    <FormDialog opened={of !== undefined} onClose={onClose} title={title} size="lg">
      {of && <Form of={of === 'new' ? undefined : of} onClose={onClose} />}
    </FormDialog>
  );
}

function Form({ of, onClose }: { of: Group | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useMe();
  const staff = useQuery(colleagues);
  const [kind, setKind] = useState<Group['kind']>(of?.kind ?? 'studio');
  const [words, setWords] = useState({
    name: of?.name ?? '',
    purpose: of?.purpose ?? '',
    leader: of?.leader.id ?? '',
    headcount: of?.headcount === null || of?.headcount === undefined ? '' : String(of.headcount),
    starts_on: of?.starts_on ?? today,
    topics: (of?.topics ?? []).join('\n'),
  });
  const [members, setMembers] = useState<string[]>([]);
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    (_: undefined, key) => {
      const body = {
        name: words.name.trim(),
        purpose: words.purpose.trim(),
        leader: words.leader,
        headcount: words.headcount.trim() === '' ? null : Number(words.headcount),
        topics: words.topics
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
      };
      return of
        ? changeGroup({ id: of.id, version: of.version, body })
        : foundGroup({ ...body, kind, starts_on: words.starts_on, members }, key);
    },
    groupsTouched,
    (made) => {
      notify(t('activityGroups.saved', { name: made.name }));
      onClose();
    },
  );
  const refused = refusals(save.error);
  const isNeeded = (name: keyof typeof words) => name === 'name' || name === 'leader' || name === 'starts_on';
  const field = (name: keyof typeof words) => ({
    label: t(`activityGroups.${name}`),
    withAsterisk: isNeeded(name),
    value: words[name],
    error: asked && isNeeded(name) && !words[name].trim() ? t('error.required') : refused[name],
  });
  const typed = (name: keyof typeof words) => ({
    ...field(name),
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setWords({ ...words, [name]: currentTarget.value }),
  });
  return (
    <FormBody
      confirm={t('activityGroups.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (words.name.trim() && words.leader && words.starts_on) save.mutate(undefined);
      }}
      onClose={onClose}
      fields={[...Object.keys(words), 'kind', 'members']}
    >
      {!of && (
        <NativeSelect
          label={t('activityGroups.kindLabel')}
          withAsterisk
          value={kind}
          onChange={({ currentTarget }) => setKind(groupKinds.find((one) => one === currentTarget.value) ?? 'studio')}
          data={groupKinds.map((value) => ({ value, label: t(`activityGroups.kind.${value}`) }))}
          error={refused.kind}
        />
      )}
      <TextInput {...typed('name')} data-autofocus maxLength={40} />
      <Select
        {...field('leader')}
        searchable
        limit={80}
        data={(staff.data?.value ?? []).map((one) => ({ value: one.id, label: one.name }))}
        value={words.leader || null}
        onChange={(next) => setWords({ ...words, leader: next ?? '' })}
      />
      {!of && <TextInput {...typed('starts_on')} type="date" />}
      <Textarea {...typed('purpose')} autosize minRows={2} maxLength={200} />
      {!of && (
        <PeopleField
          legend={t('activityGroups.membersLabel')}
          name="members"
          value={members}
          onChange={setMembers}
          error={refused.members}
        />
      )}
      <Textarea {...typed('topics')} autosize minRows={2} description={t('activityGroups.topicsHint')} />
      <TextInput {...typed('headcount')} type="number" min={0} description={t('activityGroups.headcountHint')} />
    </FormBody>
  );
}
