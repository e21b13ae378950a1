import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { schoolToday, useFormat } from '@/shared/i18n/format';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog } from '@/shared/ui/FormDialog';
import type { Item } from './kept';
import { blankDetails, type Details, isRange, sourcesOf } from './request';

interface Props {
  item: Item | undefined;
  names: readonly string[];
  /** What was written before it came back. */
  start?: Details | undefined;
  /** What the school said about it, by field; `''` where it belongs to none. */
  refusals?: Record<string, string> | undefined;
  onClose: () => void;
  onGive: (details: Details) => void;
}

/** The few things an item still asks: how much, who saw it, one sentence, which day. */
export function ItemSheet({ item, onClose, ...rest }: Props) {
  return (
    <FormDialog opened={item !== undefined} onClose={onClose} title={item?.name ?? ''}>
      {item && <Fields key={item.id} item={item} onClose={onClose} {...rest} />}
    </FormDialog>
  );
}

/** A handful of values are tapped; more are typed. */
const FEW = 10;

function Fields({ item, names, start, refusals = {}, onClose, onGive }: Props & { item: Item }) {
  const { t } = useTranslation();
  const { list } = useFormat();
  const [values, setValues] = useState(start ?? blankDetails(item));
  const [missing, setMissing] = useState(false);
  const set = (next: Partial<Details>) => setValues((old) => ({ ...old, ...next }));
  const sources = sourcesOf(item);
  const worths = Array.from({ length: item.most - item.least + 1 }, (_, n) => String(item.least + n));
  const submit = () => {
    const lacks = item.needs_note && !values.note.trim();
    setMissing(lacks);
    if (!lacks) onGive(values);
  };
  return (
    <FormBody
      confirm={t('civility.give')}
      busy={false}
      error={undefined}
      fields={[]}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{list(names)}</p>
      {isRange(item) &&
        (worths.length <= FEW ? (
          <Choices
            name="worth"
            legend={t('civility.worth')}
            options={worths.map((value) => ({ value, label: value }))}
            value={String(values.worth)}
            error={refusals.worth}
            onChange={(worth) => set({ worth: Number(worth) })}
          />
        ) : (
          <TextInput
            type="number"
            label={t('civility.worth')}
            min={item.least}
            max={item.most}
            value={values.worth}
            error={refusals.worth}
            onChange={(event) => set({ worth: Number(event.currentTarget.value) })}
          />
        ))}
      {sources.length > 1 && (
        <Choices
          name="source"
          legend={t('civility.source')}
          options={sources.map((value) => ({ value, label: t(`civility.sources.${value}`) }))}
          value={values.source}
          error={refusals.source}
          onChange={(source) => set({ source })}
        />
      )}
      <Textarea
        label={t('civility.note')}
        description={t('civility.noteHint')}
        withAsterisk={item.needs_note}
        autosize
        minRows={2}
        maxRows={5}
        maxLength={200}
        value={values.note}
        error={missing ? t('error.required') : refusals.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('civility.day')}
        max={schoolToday()}
        value={values.occurred_on}
        error={refusals.occurred_on}
        onChange={(event) => set({ occurred_on: event.currentTarget.value })}
      />
    </FormBody>
  );
}
