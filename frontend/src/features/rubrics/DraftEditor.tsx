import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { refusals } from '@/shared/ui/FormDialog';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Tag } from '@/shared/ui/Tag';
import { CriterionFields } from './CriterionFields';
import { blankCriterion, type CriterionValues, freshCode, fromVersion, nextKey, toBody, weightSum } from './draft';
import { publishDraft, touched, type Version, writeDraft } from './queries';
import classes from './Rubrics.module.css';

interface Props {
  draft: Version;
  /** The version in use, whose codes are not to be used for something else. */
  before: Version | undefined;
}

/** The next version, while it may still change. Saved as a whole; published it never changes again. */
export function DraftEditor({ draft, before }: Props) {
  const { t } = useTranslation();
  const [values, setValues] = useState(() => fromVersion(draft));
  const [publishing, setPublishing] = useState(false);
  const save = useWrite(
    () => writeDraft({ id: draft.id, edition: draft.edition, body: toBody(values) }),
    touched,
    () => notify(t('rubrics.saved')),
  );
  const publish = useWrite(
    async () => {
      const written = await writeDraft({ id: draft.id, edition: draft.edition, body: toBody(values) });
      return publishDraft({ id: draft.id, edition: written.edition });
    },
    touched,
    (made) => {
      notify(t('rubrics.publishedNow', { number: made.number }));
      setPublishing(false);
    },
  );
  const refused = { ...refusals(save.error), ...refusals(publish.error) };
  const error = save.error ?? publish.error;
  const put = (key: number, next: Partial<CriterionValues>) =>
    setValues((now) => ({
      ...now,
      criteria: now.criteria.map((one) => (one.key === key ? { ...one, ...next } : one)),
    }));
  const move = (at: number, by: number) =>
    setValues((now) => {
      const criteria = now.criteria.toSpliced(at, 1);
      const moved = now.criteria[at];
      return moved ? { ...now, criteria: criteria.toSpliced(at + by, 0, moved) } : now;
    });
  const add = () => {
    const taken = [...values.criteria, ...(before?.criteria ?? [])].map((one) => one.code);
    const section = values.criteria.at(-1)?.section ?? '';
    setValues({ ...values, criteria: [...values.criteria, blankCriterion(freshCode(taken), section)] });
  };
  const sum = weightSum(values);
  return (
    <Panel
      title={t('rubrics.draftOf', { number: draft.number })}
      hint={t('rubrics.draftHint')}
      aside={<Tag tone="soon">{t('rubrics.draft')}</Tag>}
    >
      <ol className={classes.criteria}>
        {values.criteria.map((one, at) => (
          <CriterionFields
            key={one.key}
            values={one}
            at={at}
            last={at === values.criteria.length - 1}
            refused={refused}
            onChange={(next) => put(one.key, next)}
            onMove={(by) => move(at, by)}
            onRemove={() =>
              setValues({ ...values, criteria: values.criteria.filter((other) => other.key !== one.key) })
            }
          />
        ))}
      </ol>
      <Button variant="light" leftSection={<IconPlus size={18} aria-hidden />} onClick={add}>
        {t('rubrics.addCriterion')}
      </Button>
      <p className={classes.quiet} role="status">
        {t('rubrics.sum', { sum })}
      </p>
      <fieldset className={classes.grades}>
        <legend>{t('rubrics.grades')}</legend>
        <p className={classes.quiet}>{t('rubrics.gradesHint')}</p>
        {values.grades.map((one, at) => (
          <div key={one.key} className={classes.grade}>
            <TextInput
              label={t('rubrics.gradeName')}
              maxLength={20}
              value={one.name}
              onChange={({ currentTarget }) => {
                const name = currentTarget.value;
                const grades = values.grades.map((other) => (other.key === one.key ? { ...other, name } : other));
                setValues({ ...values, grades });
              }}
              error={refused[`grades.${at}.name`]}
            />
            <TextInput
              label={t('rubrics.atLeast')}
              inputMode="decimal"
              value={one.at_least}
              onChange={({ currentTarget }) => {
                const at_least = currentTarget.value;
                const grades = values.grades.map((other) => (other.key === one.key ? { ...other, at_least } : other));
                setValues({ ...values, grades });
              }}
              error={refused[`grades.${at}.at_least`]}
            />
            <Button
              variant="subtle"
              color="cinnabar"
              aria-label={t('rubrics.removeGrade', { name: one.name })}
              onClick={() => setValues({ ...values, grades: values.grades.filter((other) => other.key !== one.key) })}
            >
              <IconTrash size={18} aria-hidden />
            </Button>
          </div>
        ))}
        <Button
          size="sm"
          variant="subtle"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() =>
            setValues({ ...values, grades: [...values.grades, { key: nextKey(), name: '', at_least: '' }] })
          }
        >
          {t('rubrics.addGrade')}
        </Button>
      </fieldset>
      <div className={classes.pair}>
        <NativeSelect
          label={t('rubrics.bonusMost')}
          value={values.bonus_most}
          onChange={({ currentTarget }) => setValues({ ...values, bonus_most: currentTarget.value })}
          data={['0', '1', '2', '3', '4', '5']}
        />
        <TextInput
          label={t('rubrics.why')}
          maxLength={200}
          value={values.why}
          onChange={({ currentTarget }) => setValues({ ...values, why: currentTarget.value })}
          error={refused.why}
        />
      </div>
      {error && (
        <p role="alert" className={classes.refusal}>
          {problemText(error)}
        </p>
      )}
      <div className={classes.foot}>
        <Button variant="default" loading={save.isPending} onClick={() => save.mutate(undefined)}>
          {t('rubrics.save')}
        </Button>
        <Button disabled={values.criteria.length === 0} onClick={() => setPublishing(true)}>
          {t('rubrics.publish')}
        </Button>
      </div>
      <ConfirmDialog
        opened={publishing}
        onClose={() => setPublishing(false)}
        title={t('rubrics.publishTitle', { number: draft.number })}
        confirm={t('rubrics.publish')}
        busy={publish.isPending}
        error={publish.error}
        onConfirm={() => publish.mutate(undefined)}
      >
        {t('rubrics.publishHint')}
      </ConfirmDialog>
    </Panel>
  );
}
