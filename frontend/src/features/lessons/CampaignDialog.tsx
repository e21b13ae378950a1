import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { lessonKinds, lessonsTouched } from '@/shared/lessons/lists';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import classes from './Lesson.module.css';
import { addCampaign, type Campaign, changeCampaign } from './queries';

interface Props {
  of: Campaign | 'new' | undefined;
  onClose: () => void;
}

/** A month: its name, its theme, its days, and the kinds of lessons that it is made of. */
export function CampaignDialog({ of, onClose }: Props) {
  const { t } = useTranslation();
  const title = t(of === undefined || of === 'new' ? 'campaigns.add' : 'campaigns.change');
  return (
    <FormDialog opened={of !== undefined} onClose={onClose} title={title} size="lg">
      {of && <Form of={of === 'new' ? undefined : of} onClose={onClose} />}
    </FormDialog>
  );
}

/** What the month of professional development was made of when it began. */
const usual = ['leader_open', 'master_feature', 'newcomer_efficient', 'all_staff_effective'];

function Form({ of, onClose }: { of: Campaign | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const { data: all } = useQuery(lessonKinds);
  const kinds = (all?.value ?? []).filter((one) => one.is_active && one.is_announced);
  const [words, setWords] = useState({
    name: of?.name ?? '',
    theme: of?.theme ?? '',
    starts_on: of?.starts_on ?? '',
    ends_on: of?.ends_on ?? '',
  });
  const [picked, setPicked] = useState<string[] | undefined>(of?.kinds.map((one) => one.id));
  const chosen = picked ?? kinds.filter((one) => usual.includes(one.code)).map((one) => one.id);
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    (_: undefined, key) => {
      const body = { ...words, name: words.name.trim(), theme: words.theme.trim(), kinds: chosen };
      return of ? changeCampaign({ id: of.id, body }) : addCampaign(body, key);
    },
    lessonsTouched,
    (made) => {
      notify(t('campaigns.saved', { name: made.name }));
      onClose();
    },
  );
  const refused = refusals(save.error);
  const backwards = words.starts_on && words.ends_on && words.ends_on < words.starts_on;
  const field = (name: keyof typeof words) => ({
    label: t(`campaigns.${name}`),
    withAsterisk: name !== 'theme',
    value: words[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setWords({ ...words, [name]: currentTarget.value }),
    error: asked && name !== 'theme' && !words[name].trim() ? t('error.required') : refused[name],
  });
  const submit = () => {
    setAsked(true);
    if (words.name.trim() && words.starts_on && words.ends_on && !backwards && chosen.length) save.mutate(undefined);
  };
  const ends = field('ends_on');
  return (
    <FormBody
      confirm={t('campaigns.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
      fields={[...Object.keys(words), 'kinds']}
    >
      <TextInput {...field('name')} data-autofocus maxLength={40} />
      <TextInput {...field('theme')} maxLength={100} description={t('campaigns.themeHint')} />
      <div className={classes.pair}>
        <TextInput {...field('starts_on')} type="date" />
        <TextInput {...ends} type="date" error={backwards ? t('campaigns.backwards') : ends.error} />
      </div>
      <Choices
        multiple
        legend={t('campaigns.kinds')}
        hint={t('campaigns.kindsHint')}
        name="kinds"
        value={chosen}
        onChange={setPicked}
        options={kinds.map((one) => ({ value: one.id, label: one.name }))}
        error={asked && chosen.length === 0 ? t('error.required') : refused.kinds}
      />
    </FormBody>
  );
}
