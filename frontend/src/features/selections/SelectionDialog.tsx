import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { schoolToday } from '@/shared/i18n/format';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { amendSelection, announce, kindList, type NewSelection, type Selection, touched } from './queries';
import classes from './Selections.module.css';

interface Props {
  of?: Selection;
  opened: boolean;
  onClose: () => void;
}

/** What is selected, by which criteria, until when; announced at once. */
export function SelectionDialog({ of, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t(of ? 'selections.change' : 'selections.plan')} size="lg">
      <Form of={of} onClose={onClose} />
    </FormDialog>
  );
}

function Form({ of: given, onClose }: { of: Selection | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  // The version it opened with stays the base of the edit.
  const [of] = useState(given);
  const kinds = useQuery(kindList);
  const [words, setWords] = useState({
    kind: of?.kind.id ?? '',
    title: of?.title ?? '',
    edition: of?.edition ? String(of.edition) : '',
    starts_on: of?.starts_on ?? schoolToday(),
    ends_on: of?.ends_on ?? '',
    criteria: of?.criteria ?? '',
    places: of ? String(of.places) : '10',
  });
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    (body: NewSelection, key) => {
      if (!of) return announce(body, key);
      const { kind: _, ...changes } = body;
      return amendSelection(of, changes);
    },
    touched,
    (made) => {
      notify(t(of ? 'selections.changed' : 'selections.announced'));
      onClose();
      if (!of) void navigate({ to: '/selections/$id', params: { id: made.id } });
    },
  );
  const refused = refusals(save.error);
  const optional = (name: keyof typeof words) => name === 'edition';
  const field = (name: keyof typeof words) => ({
    withAsterisk: !optional(name),
    value: words[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setWords({ ...words, [name]: currentTarget.value }),
    error: asked && !optional(name) && !words[name].trim() ? t('error.required') : refused[name],
  });
  const names = Object.keys(words) as (keyof typeof words)[];
  return (
    <FormBody
      confirm={t(of ? 'selections.save' : 'selections.announce')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (names.some((name) => !optional(name) && !words[name].trim())) return;
        save.mutate({
          ...words,
          title: words.title.trim(),
          criteria: words.criteria.trim(),
          edition: words.edition ? Number(words.edition) : null,
          places: Number(words.places),
        });
      }}
      onClose={onClose}
      fields={names}
    >
      {!of && (
        <NativeSelect
          {...field('kind')}
          data-autofocus
          label={t('selections.kind')}
          data={[
            { value: '', label: t('selections.chooseKind') },
            ...(kinds.data ?? []).filter((one) => one.is_active).map((one) => ({ value: one.id, label: one.name })),
          ]}
        />
      )}
      <TextInput
        {...field('title')}
        label={t('selections.name')}
        description={t('selections.nameHint')}
        maxLength={60}
      />
      <div className={classes.pair}>
        <TextInput {...field('edition')} type="number" min={1} max={200} label={t('selections.edition')} />
        <TextInput {...field('places')} type="number" min={1} max={500} label={t('selections.placesLabel')} />
        <TextInput {...field('starts_on')} type="date" label={t('selections.startsOn')} />
        <TextInput {...field('ends_on')} type="date" label={t('selections.endsOn')} min={words.starts_on} />
      </div>
      <Textarea
        {...field('criteria')}
        label={t('selections.criteria')}
        description={t('selections.criteriaHint')}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={2000}
      />
    </FormBody>
  );
}
