import { NativeSelect, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { domains, kinds, type PointItem, recorders } from '@/shared/civility/catalogue';
import { useMe } from '@/shared/session/me';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import classes from './PointCatalogue.module.css';
import { addItem, reviseItem } from './queries';
import { asItem, asRevision, blankItem, type ItemValues, isRange, valuesOf, wrongIn } from './values';

/** A new item, or the next version of one from a day on. What was recorded keeps the version of its day. */
export function ItemDialog({ of, onClose }: { of: PointItem | 'new' | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const title =
    of === undefined || of === 'new' ? t('pointItems.add') : t('pointItems.reviseOf', { name: of.version.name });
  return (
    <FormDialog opened={of !== undefined} onClose={onClose} title={title} size="lg">
      {of && <Form of={of === 'new' ? undefined : of} onClose={onClose} />}
    </FormDialog>
  );
}

function Form({ of, onClose }: { of: PointItem | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useMe();
  const [values, setValues] = useState(() => (of ? valuesOf(of, today) : blankItem(today)));
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    async (given: ItemValues, key) => {
      await (of ? reviseItem({ id: of.id, body: asRevision(given) }) : addItem(asItem(given), key));
    },
    ['point-items'],
    () => {
      notify(t(of ? 'pointItems.revised' : 'pointItems.added', { name: values.name.trim() }));
      onClose();
    },
  );
  const wrong = wrongIn(values, !of);
  const refused = refusals(save.error);
  const errorOf = (field: keyof ItemValues): ReactNode => {
    const key = asked ? wrong[field] : undefined;
    return key ? t(key) : refused[field];
  };
  const put = (next: Partial<ItemValues>) => setValues({ ...values, ...next });
  const text = (field: 'code' | 'name' | 'effective_from' | 'why') => ({
    value: values[field],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => put({ [field]: currentTarget.value }),
    error: errorOf(field),
  });
  const number = (field: 'least' | 'most' | 'cap_day' | 'cap_week' | 'cap_month', max: number) => ({
    type: 'number',
    inputMode: 'numeric' as const,
    min: 1,
    max,
    value: values[field],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => put({ [field]: currentTarget.value }),
    error: errorOf(field),
  });
  const counts = values.kind !== 'reminder';
  return (
    <FormBody
      confirm={t(of ? 'pointItems.saveVersion' : 'pointItems.add')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (Object.keys(wrong).length === 0) save.mutate(values);
      }}
      onClose={onClose}
      fields={Object.keys(values)}
    >
      <div className={classes.pair}>
        {!of && (
          <TextInput
            withAsterisk
            maxLength={20}
            label={t('pointItems.code')}
            description={t('pointItems.codeHint')}
            {...text('code')}
          />
        )}
        <TextInput
          withAsterisk
          maxLength={60}
          label={t('pointItems.name')}
          description={t('pointItems.nameHint')}
          {...text('name')}
        />
      </div>
      <Choices
        legend={t('pointItems.domain')}
        name="domain"
        value={values.domain}
        onChange={(domain) => put({ domain })}
        options={domains.map((value) => ({ value, label: t(`pointWords.domain.${value}`) }))}
        error={refused.domain}
      />
      <Choices
        legend={t('pointItems.kind')}
        name="kind"
        hint={t(`pointItems.kindHint.${values.kind}`)}
        value={values.kind}
        onChange={(kind) => put({ kind })}
        options={kinds.map((value) => ({ value, label: t(`pointWords.kind.${value}`) }))}
        error={refused.kind}
      />
      {counts && (
        <div className={classes.pair}>
          <TextInput
            withAsterisk
            label={t(values.kind === 'deduction' ? 'pointItems.leastOff' : 'pointItems.least')}
            {...number('least', 100)}
          />
          <TextInput
            withAsterisk
            label={t(values.kind === 'deduction' ? 'pointItems.mostOff' : 'pointItems.most')}
            description={isRange(values) ? t('pointItems.rangeHint') : undefined}
            {...number('most', 100)}
          />
        </div>
      )}
      <NativeSelect
        label={t('pointItems.recorder')}
        value={values.recorder}
        onChange={({ currentTarget }) => put({ recorder: currentTarget.value as ItemValues['recorder'] })}
        data={recorders.map((value) => ({ value, label: t(`pointWords.recorder.${value}`) }))}
        error={refused.recorder}
      />
      <label className={classes.check}>
        <input
          type="checkbox"
          checked={values.needs_note || isRange(values)}
          disabled={isRange(values)}
          onChange={({ currentTarget }) => put({ needs_note: currentTarget.checked })}
        />
        {t('pointItems.askNote')}
      </label>
      {counts && (
        <fieldset className={classes.caps}>
          <legend>{t('pointItems.caps')}</legend>
          <p className={classes.hint}>{t('pointItems.capsHint')}</p>
          <div className={classes.three}>
            <TextInput label={t('pointItems.capDay')} {...number('cap_day', 1000)} />
            <TextInput label={t('pointItems.capWeek')} {...number('cap_week', 1000)} />
            <TextInput label={t('pointItems.capMonth')} {...number('cap_month', 1000)} />
          </div>
        </fieldset>
      )}
      <TextInput
        withAsterisk
        type="date"
        label={t('pointItems.from')}
        description={t('pointItems.fromHint')}
        {...text('effective_from')}
      />
      {of && (
        <TextInput
          withAsterisk
          maxLength={200}
          label={t('pointItems.why')}
          description={t('pointItems.whyHint')}
          {...text('why')}
        />
      )}
    </FormBody>
  );
}
