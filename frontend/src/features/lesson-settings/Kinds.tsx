import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { lessonKinds } from '@/shared/lessons/lists';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { addKind, changeKind, type LessonKind, rubricChoices, touched } from './queries';
import classes from './Settings.module.css';

/** The kinds of lessons: how many seats they offer, and by which rubric they are looked at. */
export function Kinds() {
  const { t } = useTranslation();
  const [writing, setWriting] = useState<LessonKind | 'new'>();
  const { data, error, isPending, refetch } = useQuery(lessonKinds);
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return (
    <>
      <ul className={classes.list}>
        {data.value.map((one) => (
          <li key={one.id} data-closed={!one.is_active || undefined}>
            <div className={classes.what}>
              <b>{one.name}</b> {!one.is_active && <Tag>{t('lessonSettings.inactive')}</Tag>}
              <small>
                {[
                  one.is_announced
                    ? t('lessonSettings.seats', { count: one.default_seats })
                    : t('lessonSettings.unannounced'),
                  one.rubric ? one.rubric.name : t('lessonSettings.noRubric'),
                ].join(' · ')}
              </small>
            </div>
            {one.abilities.includes('change') && (
              <Button
                size="sm"
                variant="default"
                aria-label={t('lessonSettings.changeOf', { name: one.name })}
                onClick={() => setWriting(one)}
              >
                {t('lessonSettings.change')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button
        mt="sm"
        variant="light"
        leftSection={<IconPlus size={18} aria-hidden />}
        onClick={() => setWriting('new')}
      >
        {t('lessonSettings.addKind')}
      </Button>
      <FormDialog
        opened={writing !== undefined}
        onClose={() => setWriting(undefined)}
        title={
          writing === undefined || writing === 'new'
            ? t('lessonSettings.addKind')
            : t('lessonSettings.changeOf', { name: writing.name })
        }
      >
        {writing && <Form of={writing === 'new' ? undefined : writing} onClose={() => setWriting(undefined)} />}
      </FormDialog>
    </>
  );
}

function Form({ of, onClose }: { of: LessonKind | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const { data: rubrics } = useQuery(rubricChoices);
  const [words, setWords] = useState({
    code: of?.code ?? '',
    name: of?.name ?? '',
    default_seats: String(of?.default_seats ?? 0),
    rubric: of?.rubric?.id ?? '',
    position: String(of?.position ?? ''),
  });
  const [isAnnounced, setIsAnnounced] = useState(of?.is_announced ?? true);
  const [isActive, setIsActive] = useState(of?.is_active ?? true);
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    (_: undefined, key) => {
      const common = {
        name: words.name.trim(),
        default_seats: isAnnounced ? Number(words.default_seats || 0) : 0,
        rubric: words.rubric || null,
      };
      return of
        ? changeKind({ id: of.id, body: { ...common, position: Number(words.position), is_active: isActive } })
        : addKind({ ...common, code: words.code.trim(), is_announced: isAnnounced }, key);
    },
    touched,
    (made) => {
      notify(t('lessonSettings.saved', { name: made.name }));
      onClose();
    },
  );
  const refused = refusals(save.error);
  const field = (name: keyof typeof words) => ({
    value: words[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setWords({ ...words, [name]: currentTarget.value }),
    error: asked && (name === 'name' || name === 'code') && !words[name].trim() ? t('error.required') : refused[name],
  });
  const whole = words.name.trim() && (of || words.code.trim());
  return (
    <FormBody
      confirm={t('lessonSettings.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (whole) save.mutate(undefined);
      }}
      onClose={onClose}
      fields={[...Object.keys(words), 'is_active', 'is_announced']}
    >
      <TextInput {...field('name')} withAsterisk data-autofocus label={t('lessonSettings.name')} maxLength={30} />
      {!of && (
        <TextInput
          {...field('code')}
          withAsterisk
          label={t('lessonSettings.code')}
          description={t('lessonSettings.codeHint')}
          maxLength={30}
        />
      )}
      {!of && (
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={isAnnounced}
            onChange={({ currentTarget }) => setIsAnnounced(currentTarget.checked)}
          />
          {t('lessonSettings.isAnnounced')}
        </label>
      )}
      {isAnnounced && (
        <TextInput
          {...field('default_seats')}
          type="number"
          min={0}
          max={200}
          label={t('lessonSettings.defaultSeats')}
          description={t('lessonSettings.defaultSeatsHint')}
        />
      )}
      <NativeSelect
        {...field('rubric')}
        label={t('lessonSettings.rubric')}
        description={t('lessonSettings.rubricHint')}
        data={[
          { value: '', label: t('lessonSettings.noRubric') },
          ...(rubrics ?? [])
            .filter((one) => one.is_active || one.id === words.rubric)
            .map((one) => ({ value: one.id, label: one.name })),
        ]}
      />
      {of && (
        <>
          <TextInput {...field('position')} type="number" min={1} max={1000} label={t('lessonSettings.position')} />
          <label className={classes.check}>
            <input
              type="checkbox"
              checked={isActive}
              onChange={({ currentTarget }) => setIsActive(currentTarget.checked)}
            />
            {t('lessonSettings.active')}
          </label>
        </>
      )}
    </FormBody>
  );
}
