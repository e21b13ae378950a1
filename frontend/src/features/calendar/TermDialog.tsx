import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { uuid } from '@/shared/offline/uuid';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import classes from './Calendar.module.css';
import { changeTerm, openTerm, type StageDays, type Term } from './queries';

interface Props {
  term: Term | 'new' | undefined;
  terms: readonly Term[];
  onClose: () => void;
}

/** All days of one term at once: they have to fit each other. */
export function TermDialog({ term, terms, onClose }: Props) {
  const { t } = useTranslation();
  const title = term === 'new' ? t('calendar.add') : term ? t('calendar.editOf', { name: term.name }) : '';
  return (
    <FormDialog opened={term !== undefined} onClose={onClose} title={title} size="lg">
      {term && <Form term={term} terms={terms} onClose={onClose} />}
    </FormDialog>
  );
}

type Span = { starts_on: string; ends_on: string };

function start(term: Term | 'new', terms: readonly Term[]) {
  const newest = terms[0];
  if (term !== 'new')
    return {
      first_year: term.first_year,
      ordinal: term.ordinal,
      window_opens_on: term.window_opens_on,
      window_closes_on: term.window_closes_on,
      stages: term.stages.map(({ name, ...days }) => ({ stage: name as StageDays['stage'], ...days })),
      holidays: term.holidays.map((one) => ({ ...one })),
    };
  const second = newest?.ordinal === 1;
  return {
    first_year: (newest?.first_year ?? new Date().getFullYear()) + (newest && !second ? 1 : 0),
    ordinal: second ? 2 : 1,
    window_opens_on: '',
    window_closes_on: '',
    stages: (newest?.stages ?? [{ name: 'primary' }]).map(({ name }) => ({
      stage: name as StageDays['stage'],
      starts_on: '',
      ends_on: '',
    })),
    holidays: [] as ({ name: string } & Span)[],
  };
}

function Form({ term, terms, onClose }: { term: Term | 'new'; terms: readonly Term[]; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [key, setKey] = useState(uuid);
  const [filled, setFilled] = useState(() => start(term, terms));
  const [asked, setAsked] = useState(false);
  const write = useMutation({
    mutationFn: () => {
      const { first_year, ordinal, ...days } = filled;
      if (term === 'new') return openTerm({ key, first_year, ordinal: ordinal === 2 ? 2 : 1, ...days });
      return changeTerm({ id: term.id, version: term.version, ...days });
    },
    onSuccess: async (saved) => {
      notify(t('calendar.saved', { name: saved.name }));
      onClose();
      await Promise.all([['terms'], ['me']].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    onError: async (error) => {
      setKey(uuid());
      if (error instanceof ApiError && error.status === 412) await client.invalidateQueries({ queryKey: ['terms'] });
    },
  });
  const refused = refusals(write.error);
  const day = (value: string, field: string, label: string, onChange: (next: string) => void) => (
    <TextInput
      type="date"
      withAsterisk
      label={label}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      error={asked && !value ? t('error.required') : refused[field]}
    />
  );
  const change = <F extends 'stages' | 'holidays'>(
    field: F,
    place: number,
    with_: Partial<(typeof filled)[F][number]>,
  ) =>
    setFilled({
      ...filled,
      [field]: filled[field].map((one, at) => (at === place ? { ...one, ...with_ } : one)),
    });
  const spans: Span[] = [
    { starts_on: filled.window_opens_on, ends_on: filled.window_closes_on },
    ...filled.stages,
    ...filled.holidays,
  ];
  const submit = () => {
    setAsked(true);
    const whole = spans.every((one) => one.starts_on && one.ends_on) && filled.holidays.every((one) => one.name.trim());
    if (whole) write.mutate();
  };
  const shown = [
    'window_opens_on',
    'window_closes_on',
    ...['stages', 'holidays'].flatMap((field) =>
      Array.from({ length: 30 }, (_, at) => [`${field}.${at}.starts_on`, `${field}.${at}.ends_on`]).flat(),
    ),
  ];
  return (
    <FormBody
      confirm={t('calendar.save')}
      busy={write.isPending}
      error={write.error}
      onSubmit={submit}
      onClose={onClose}
      fields={shown}
    >
      {term === 'new' && (
        <div className={classes.pair}>
          <NumberInput
            label={t('calendar.firstYear')}
            min={2000}
            max={2099}
            value={filled.first_year}
            onChange={(value) => setFilled({ ...filled, first_year: Number(value) })}
          />
          <NativeSelect
            label={t('calendar.ordinal')}
            value={String(filled.ordinal)}
            onChange={({ currentTarget }) => setFilled({ ...filled, ordinal: Number(currentTarget.value) })}
            data={[
              { value: '1', label: t('calendar.firstTerm') },
              { value: '2', label: t('calendar.secondTerm') },
            ]}
          />
        </div>
      )}
      <p className={classes.legend}>{t('calendar.window')}</p>
      <div className={classes.pair}>
        {day(filled.window_opens_on, 'window_opens_on', t('calendar.opens'), (next) =>
          setFilled({ ...filled, window_opens_on: next }),
        )}
        {day(filled.window_closes_on, 'window_closes_on', t('calendar.closes'), (next) =>
          setFilled({ ...filled, window_closes_on: next }),
        )}
      </div>
      {filled.stages.map((one, at) => (
        <div key={one.stage}>
          <p className={classes.legend}>{t('calendar.teachingOf', { stage: t(`calendar.stages.${one.stage}`) })}</p>
          <div className={classes.pair}>
            {day(one.starts_on, `stages.${at}.starts_on`, t('calendar.first'), (starts_on) =>
              change('stages', at, { starts_on }),
            )}
            {day(one.ends_on, `stages.${at}.ends_on`, t('calendar.last'), (ends_on) =>
              change('stages', at, { ends_on }),
            )}
          </div>
        </div>
      ))}
      <p className={classes.legend}>{t('calendar.holidays')}</p>
      {filled.holidays.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no names of their own while they are written
        <div key={at} className={classes.holiday}>
          <TextInput
            withAsterisk
            maxLength={50}
            label={t('calendar.holidayName')}
            value={one.name}
            onChange={({ currentTarget }) => change('holidays', at, { name: currentTarget.value })}
            error={asked && !one.name.trim() ? t('error.required') : undefined}
          />
          {day(one.starts_on, `holidays.${at}.starts_on`, t('calendar.first'), (starts_on) =>
            change('holidays', at, { starts_on }),
          )}
          {day(one.ends_on, `holidays.${at}.ends_on`, t('calendar.last'), (ends_on) =>
            change('holidays', at, { ends_on }),
          )}
          <Button
            variant="subtle"
            color="cinnabar"
            onClick={() => setFilled({ ...filled, holidays: filled.holidays.filter((_, place) => place !== at) })}
          >
            {t('calendar.removeHoliday')}
          </Button>
        </div>
      ))}
      <Button
        variant="default"
        onClick={() =>
          setFilled({ ...filled, holidays: [...filled.holidays, { name: '', starts_on: '', ends_on: '' }] })
        }
      >
        {t('calendar.addHoliday')}
      </Button>
    </FormBody>
  );
}
