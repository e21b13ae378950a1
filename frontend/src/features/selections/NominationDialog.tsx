import { Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleagues } from '@/shared/api/lists';
import { childLabel, studentsNamed } from '@/shared/api/students';
import { useWrite } from '@/shared/api/useWrite';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { amendNomination, mendWords, type Nomination, nominate, type Selection, touched, type Whom } from './queries';

interface Props {
  selection: Pick<Selection, 'id' | 'kind'>;
  /** One's own until it is confirmed; once selected, the words that will be published. */
  of?: Nomination;
  opened: boolean;
  onClose: () => void;
}

type By = 'staff' | 'student' | 'name';
const by: Record<Whom, readonly By[]> = {
  staff: ['staff'],
  parent: ['name'],
  pupil: ['student'],
  deed: ['name', 'staff', 'student'],
};

export function NominationDialog({ opened, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog
      opened={opened}
      onClose={rest.onClose}
      title={t(
        rest.of?.state === 'selected'
          ? 'selections.mend'
          : rest.of
            ? 'selections.changeNomination'
            : 'selections.nominate',
      )}
    >
      <Form {...rest} />
    </FormDialog>
  );
}

/** Who or what, and what was done. */
function Form({ selection, of: given, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  // The version it opened with stays the base of the edit.
  const [of] = useState(given);
  const { whom } = selection.kind;
  const ways = by[whom];
  const [way, setWay] = useState<By>(ways[0] ?? 'name');
  const [who, setWho] = useState('');
  const [name, setName] = useState(of && !of.staff && !of.student ? of.name : '');
  const [deed, setDeed] = useState(of?.deed ?? '');
  const [asked, setAsked] = useState(false);
  const isNamed = of ? !of.staff && !of.student : way === 'name';
  const lacks = of ? isNamed && !name.trim() : way === 'name' ? !name.trim() : !who;
  const save = useWrite(
    (_: undefined, key) =>
      of
        ? (of.state === 'selected' ? mendWords : amendNomination)(of, {
            deed: deed.trim(),
            ...(isNamed && { name: name.trim() }),
          })
        : nominate(
            {
              selection: selection.id,
              deed: deed.trim(),
              ...(way === 'name' ? { name: name.trim() } : { [way]: who }),
            },
            key,
          ),
    touched,
    () => {
      notify(t(of ? 'selections.changed' : 'selections.nominated'));
      onClose();
    },
  );
  const refused = refusals(save.error);
  return (
    <FormBody
      confirm={t(of ? 'selections.save' : 'selections.nominate')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (!lacks && deed.trim()) save.mutate(undefined);
      }}
      onClose={onClose}
      fields={['staff', 'student', 'name', 'deed']}
    >
      {!of && ways.length > 1 && (
        <Choices
          legend={t('selections.way')}
          name="way"
          value={way}
          onChange={(next) => {
            setWay(next);
            setWho('');
          }}
          options={ways.map((value) => ({ value, label: t(`selections.ways.${value}`) }))}
        />
      )}
      {isNamed ? (
        <TextInput
          data-autofocus
          withAsterisk
          label={t(whom === 'parent' ? 'selections.personName' : 'selections.deedName')}
          description={t(whom === 'parent' ? 'selections.personNameHint' : 'selections.deedNameHint')}
          maxLength={50}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          error={asked && lacks ? t('error.required') : refused.name}
        />
      ) : of ? (
        <p>{of.name}</p>
      ) : (
        <Who
          key={way}
          way={way === 'student' ? 'student' : 'staff'}
          value={who}
          onChange={setWho}
          error={asked && lacks ? t('error.required') : refused[way]}
        />
      )}
      <Textarea
        withAsterisk
        label={t('selections.deed')}
        description={t(of?.state === 'selected' ? 'selections.mendHint' : 'selections.deedHint')}
        autosize
        minRows={4}
        maxRows={14}
        maxLength={2000}
        value={deed}
        onChange={({ currentTarget }) => setDeed(currentTarget.value)}
        error={asked && !deed.trim() ? t('error.required') : refused.deed}
      />
    </FormBody>
  );
}

interface WhoProps {
  way: 'staff' | 'student';
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

function Who({ way, value, onChange, error }: WhoProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed, 250);
  const staff = useQuery({ ...colleagues, enabled: way === 'staff' });
  const children = useQuery(studentsNamed(way === 'student' ? q : ''));
  const data =
    way === 'staff'
      ? (staff.data?.value ?? []).map((one) => ({
          value: one.id,
          label: [one.name, one.posts[0]].filter(Boolean).join(' · '),
        }))
      : (children.data?.results ?? []).map((one) => ({ value: one.id, label: childLabel(one) }));
  return (
    <Select
      data-autofocus
      withAsterisk
      searchable
      limit={50}
      label={t(`selections.who.${way}`)}
      placeholder={t(`selections.find.${way}`)}
      nothingFoundMessage={way === 'student' && !q ? t('selections.find.student') : t('selections.nobody')}
      value={value || null}
      onChange={(next) => onChange(next ?? '')}
      onSearchChange={setTyped}
      {...(way === 'student' && { filter: ({ options }) => options })}
      data={data}
      error={error}
    />
  );
}
