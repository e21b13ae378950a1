import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import classes from './Contests.module.css';
import { addItem, changeItem, type Item, touched } from './queries';

interface Props {
  of: Item | 'new' | undefined;
  onClose: () => void;
}

/** What counts of an item is fixed when it is made: weeks that were closed stay comparable. */
export function ItemDialog({ of, onClose }: Props) {
  const { t } = useTranslation();
  const title = of === undefined || of === 'new' ? t('contests.addItem') : t('contests.changeOf', { name: of.name });
  return (
    <FormDialog opened={of !== undefined} onClose={onClose} title={title}>
      {of && <Form of={of === 'new' ? undefined : of} onClose={onClose} />}
    </FormDialog>
  );
}

function Form({ of, onClose }: { of: Item | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState({
    code: of?.code ?? '',
    name: of?.name ?? '',
    full_marks: String(of?.full_marks ?? 10),
    position: String(of?.position ?? ''),
  });
  const [whose, setWhose] = useState<'heads' | 'class'>(of && !of.is_per_head ? 'class' : 'heads');
  const [isActive, setIsActive] = useState(of?.is_active ?? true);
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    async (_: undefined, key) => {
      const name = words.name.trim();
      await (of
        ? changeItem({ id: of.id, body: { name, position: Number(words.position), is_active: isActive } })
        : addItem(
            {
              code: words.code.trim(),
              name,
              full_marks: Number(words.full_marks),
              is_per_head: whose === 'heads',
            },
            key,
          ));
    },
    touched,
    () => {
      notify(t('contests.itemSaved', { name: words.name.trim() }));
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
  const needed = of ? [words.name, words.position] : [words.code, words.name, words.full_marks];
  return (
    <FormBody
      confirm={t('contests.saveItem')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (needed.every((value) => value.trim())) save.mutate(undefined);
      }}
      onClose={onClose}
      fields={[...Object.keys(words), 'is_per_head', 'is_active']}
    >
      {!of && <TextInput label={t('pointItems.code')} maxLength={20} {...field('code')} />}
      <TextInput label={t('contests.itemName')} maxLength={30} {...field('name')} />
      {!of && (
        <>
          <Choices
            legend={t('contests.whose')}
            hint={t('contests.whoseHint')}
            name="is_per_head"
            value={whose}
            onChange={setWhose}
            options={[
              { value: 'heads', label: t('contests.perHead') },
              { value: 'class', label: t('contests.perClass') },
            ]}
            error={refused.is_per_head}
          />
          <TextInput type="number" min={1} max={100} label={t('contests.fullMarks')} {...field('full_marks')} />
        </>
      )}
      {of && (
        <>
          <TextInput type="number" min={1} max={1000} label={t('contests.position')} {...field('position')} />
          <label className={classes.check}>
            <input
              type="checkbox"
              checked={isActive}
              onChange={({ currentTarget }) => setIsActive(currentTarget.checked)}
            />
            {t('contests.active')}
          </label>
          <p className={classes.note}>{t('contests.marksFixed')}</p>
        </>
      )}
    </FormBody>
  );
}
