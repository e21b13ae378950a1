import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { catalogue, colours } from '@/shared/civility/catalogue';
import { useMe } from '@/shared/session/me';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { addTheme, type NewTheme } from './queries';
import classes from './Themes.module.css';

/** A theme: its name, its colour, its days, and the items that it brings to the front. */
export function ThemeDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('themes.add')} size="lg">
      <Form onClose={onClose} />
    </FormDialog>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useMe();
  const { data: items } = useQuery(catalogue(today));
  const [words, setWords] = useState({ title: '', slogan: '', starts_on: '', ends_on: '' });
  const [colour, setColour] = useState<NewTheme['colour']>('blue');
  const [chosen, setChosen] = useState<string[]>([]);
  const [asked, setAsked] = useState(false);
  const save = useWrite(addTheme, ['theme-months', 'point-class'], () => {
    notify(t('themes.added', { title: words.title.trim() }));
    onClose();
  });
  const refused = refusals(save.error);
  const backwards = words.starts_on && words.ends_on && words.ends_on < words.starts_on;
  const field = (name: keyof typeof words) => ({
    value: words[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setWords({ ...words, [name]: currentTarget.value }),
    error: asked && name !== 'slogan' && !words[name].trim() ? t('error.required') : refused[name],
  });
  const submit = () => {
    setAsked(true);
    if (!words.title.trim() || !words.starts_on || !words.ends_on || backwards) return;
    save.mutate({ ...words, title: words.title.trim(), slogan: words.slogan.trim(), colour, items: chosen });
  };
  const ends = field('ends_on');
  return (
    <FormBody
      confirm={t('themes.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
      fields={[...Object.keys(words), 'colour', 'items']}
    >
      <TextInput
        withAsterisk
        data-autofocus
        maxLength={40}
        label={t('themes.name')}
        description={t('themes.nameHint')}
        {...field('title')}
      />
      <Choices
        legend={t('themes.colour')}
        name="colour"
        value={colour}
        onChange={setColour}
        options={colours.map((value) => ({
          value,
          label: (
            <span className={classes.colour}>
              <i data-colour={value} aria-hidden />
              {t(`pointWords.colour.${value}`)}
            </span>
          ),
        }))}
        error={refused.colour}
      />
      <TextInput maxLength={100} label={t('themes.slogan')} {...field('slogan')} />
      <div className={classes.pair}>
        <TextInput withAsterisk type="date" label={t('themes.startsOn')} {...field('starts_on')} />
        <TextInput
          withAsterisk
          type="date"
          label={t('themes.endsOn')}
          {...ends}
          error={backwards ? t('themes.backwards') : ends.error}
        />
      </div>
      <Choices
        multiple
        legend={t('themes.itemsLabel')}
        hint={t('themes.itemsHint')}
        name="items"
        value={chosen}
        onChange={setChosen}
        options={(items ?? [])
          .filter((item) => item.version.is_open && item.version.kind === 'recognition')
          .map((item) => ({ value: item.id, label: item.version.name }))}
        error={refused.items}
      />
    </FormBody>
  );
}
