import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useMe } from '@/shared/session/me';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { type QuotaBody, setQuota, touched } from './queries';
import classes from './Settings.module.css';

const posts = [
  'principal',
  'vice_principal',
  'teaching_director',
  'research_director',
  'moral_director',
  'grade_leader',
  'subject_leader',
  'prep_leader',
  'homeroom_teacher',
  'subject_teacher',
] as const;
const periods = ['week', 'month', 'term', 'year'] as const;
const counts = ['any', 'in_school', 'out_of_school'] as const;

/** How many lessons, how often, of whom. */
export function QuotaForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useMe();
  const [whose, setWhose] = useState<'post' | 'years'>('post');
  const [period, setPeriod] = useState<(typeof periods)[number]>('term');
  const [which, setWhich] = useState<(typeof counts)[number]>('any');
  const [words, setWords] = useState({
    post_kind: 'subject_teacher',
    years_up_to: '3',
    at_least: '15',
    starts_on: today,
  });
  const save = useWrite(
    (_: undefined, key) => {
      const body: QuotaBody = {
        // One of the two; the other is empty, which the schema's type does not say.
        post_kind: (whose === 'post' ? words.post_kind : '') as 'subject_teacher',
        years_up_to: whose === 'years' ? Number(words.years_up_to) : 0,
        period,
        counts: which,
        at_least: Number(words.at_least),
        starts_on: words.starts_on,
      };
      return setQuota(body, key);
    },
    touched,
    () => {
      notify(t('lessonSettings.quotaSet'));
      onClose();
    },
  );
  const refused = refusals(save.error);
  const field = (name: keyof typeof words) => ({
    withAsterisk: true,
    value: words[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setWords({ ...words, [name]: currentTarget.value }),
    error: refused[name],
  });
  return (
    <FormBody
      confirm={t('lessonSettings.setQuota')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => Number(words.at_least) >= 1 && words.starts_on && save.mutate(undefined)}
      onClose={onClose}
      fields={[...Object.keys(words), 'period', 'counts']}
    >
      <Choices
        legend={t('lessonSettings.whose')}
        hint={t('lessonSettings.whoseHint')}
        name="whose"
        value={whose}
        onChange={setWhose}
        options={[
          { value: 'post', label: t('lessonSettings.ofPost') },
          { value: 'years', label: t('lessonSettings.ofYears') },
        ]}
      />
      {whose === 'post' ? (
        <NativeSelect
          {...field('post_kind')}
          label={t('lessonSettings.post')}
          data={posts.map((value) => ({ value, label: t(`lessonSettings.posts.${value}`) }))}
        />
      ) : (
        <TextInput {...field('years_up_to')} type="number" min={1} max={40} label={t('lessonSettings.years')} />
      )}
      <Choices
        legend={t('lessonSettings.period')}
        name="period"
        value={period}
        onChange={setPeriod}
        options={periods.map((value) => ({ value, label: t(`lessonSettings.periods.${value}`) }))}
        error={refused.period}
      />
      <Choices
        legend={t('lessonSettings.counts')}
        name="counts"
        value={which}
        onChange={setWhich}
        options={counts.map((value) => ({ value, label: t(`lessonSettings.countsOf.${value}`) }))}
        error={refused.counts}
      />
      <div className={classes.pair}>
        <TextInput {...field('at_least')} type="number" min={1} max={200} label={t('lessonSettings.atLeast')} />
        <TextInput {...field('starts_on')} type="date" label={t('lessonSettings.from')} />
      </div>
    </FormBody>
  );
}
