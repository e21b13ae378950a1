import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { changeRound, type NewRound, planRound, type Round, touched } from './queries';

/** A selection is written down first and published afterwards: nobody is nominated under criteria that nobody knows. */
export function RoundDialog({ of, opened, onClose }: { of?: Round; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t(of ? 'ambassadors.change' : 'ambassadors.plan')}>
      <Form of={of} onClose={onClose} />
    </FormDialog>
  );
}

function Form({ of, onClose }: { of: Round | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState({
    title: of?.title ?? '',
    criteria: of?.criteria ?? '',
    nominations_until: of?.nominations_until ?? '',
  });
  const [places, setPlaces] = useState(String(of?.places_a_class ?? 1));
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    (body: NewRound, key) => (of ? changeRound({ id: of.id, body }) : planRound(body, key)),
    touched,
    () => {
      notify(t('ambassadors.planned'));
      onClose();
    },
  );
  const refused = refusals(save.error);
  const field = (name: keyof typeof words) => ({
    withAsterisk: true,
    value: words[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setWords({ ...words, [name]: currentTarget.value }),
    error: asked && !words[name].trim() ? t('error.required') : refused[name],
  });
  return (
    <FormBody
      confirm={t('ambassadors.savePlan')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (Object.values(words).every((value) => value.trim()))
          save.mutate({
            title: words.title.trim(),
            criteria: words.criteria.trim(),
            nominations_until: words.nominations_until,
            places_a_class: Number(places),
          });
      }}
      onClose={onClose}
      fields={[...Object.keys(words), 'places_a_class']}
    >
      <TextInput
        data-autofocus
        maxLength={40}
        label={t('ambassadors.name')}
        description={t('ambassadors.nameHint')}
        {...field('title')}
      />
      <Textarea
        autosize
        minRows={4}
        maxRows={12}
        maxLength={2000}
        label={t('ambassadors.criteria')}
        description={t('ambassadors.criteriaHint')}
        {...field('criteria')}
      />
      <NativeSelect
        label={t('ambassadors.placesLabel')}
        value={places}
        onChange={({ currentTarget }) => setPlaces(currentTarget.value)}
        data={Array.from({ length: 10 }, (_, place) => ({
          value: String(place + 1),
          label: t('ambassadors.places', { count: place + 1 }),
        }))}
        error={refused.places_a_class}
      />
      <TextInput type="date" label={t('ambassadors.untilLabel')} {...field('nominations_until')} />
    </FormBody>
  );
}
