import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import classes from './Activities.module.css';

export interface Option {
  value: string;
  label: string;
  note?: string | undefined;
}

interface Props {
  legend: string;
  hint?: string | undefined;
  /** The field's name, so that the first wrong one can be found and focused. */
  name: string;
  options: readonly Option[];
  value: readonly string[];
  onChange: (value: string[]) => void;
  /** Several at one tap: a whole group. */
  sets?: readonly { name: string; members: readonly string[] }[];
  error?: ReactNode;
}

const SHOWN = 8;

/** Many of many, by thumb: the names stand in the form, the boxes in a dialog with a search. */
export function ManyPicker({ legend, hint, name, options, value, onChange, sets = [], error }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState('');
  const chosen = options.filter((one) => value.includes(one.value)).map((one) => one.label);
  const words =
    chosen.length > SHOWN
      ? t('activityForm.andMore', { names: format.list(chosen.slice(0, SHOWN)), count: chosen.length })
      : format.list(chosen);
  const found = options.filter((one) => `${one.label}${one.note ?? ''}`.includes(typed.trim()));
  const set = (one: string, on: boolean) => onChange(on ? [...value, one] : value.filter((other) => other !== one));
  const close = () => {
    setOpened(false);
    setTyped('');
  };
  return (
    <fieldset className={classes.picker}>
      <legend>{legend}</legend>
      {hint && <p className={classes.quiet}>{hint}</p>}
      <p>{words || <span className={classes.quiet}>{t('activityForm.nobodyYet')}</span>}</p>
      <div>
        <Button
          variant="default"
          data-field={name}
          aria-label={t('activityForm.chooseOf', { what: legend })}
          onClick={() => setOpened(true)}
        >
          {t('activityForm.choose')}
        </Button>
      </div>
      {error && (
        <p className={classes.refusal} role="alert">
          {error}
        </p>
      )}
      <Modal opened={opened} onClose={close} title={legend} closeButtonProps={{ 'aria-label': t('act.close') }}>
        <Stack gap="sm">
          {options.length > 8 && (
            <TextInput
              type="search"
              aria-label={t('activityForm.find')}
              placeholder={t('activityForm.find')}
              leftSection={<IconSearch size={18} aria-hidden />}
              value={typed}
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            />
          )}
          <Group gap="xs">
            <Button
              size="sm"
              variant="light"
              onClick={() => onChange([...new Set([...value, ...found.map((one) => one.value)])])}
            >
              {t('activityForm.all')}
            </Button>
            <Button size="sm" variant="subtle" disabled={value.length === 0} onClick={() => onChange([])}>
              {t('act.clear')}
            </Button>
            {sets.map((one) => (
              <Button
                key={one.name}
                size="sm"
                variant="light"
                onClick={() => onChange([...new Set([...value, ...one.members])])}
              >
                {one.name}
              </Button>
            ))}
          </Group>
          <ul className={classes.boxes}>
            {found.map((one) => (
              <li key={one.value}>
                <label className={classes.check}>
                  <input
                    type="checkbox"
                    checked={value.includes(one.value)}
                    onChange={({ currentTarget }) => set(one.value, currentTarget.checked)}
                  />
                  <span>
                    {one.label} {one.note && <small>{one.note}</small>}
                  </span>
                </label>
              </li>
            ))}
          </ul>
          {found.length === 0 && <p className={classes.quiet}>{t('activityForm.notFound')}</p>}
          <Group justify="flex-end">
            <Button onClick={close}>{t('activityForm.chosen', { count: value.length })}</Button>
          </Group>
        </Stack>
      </Modal>
    </fieldset>
  );
}
