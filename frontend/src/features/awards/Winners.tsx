import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowUp, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classesQuery, colleagues } from '@/shared/api/lists';
import { childLabel, studentsNamed } from '@/shared/api/students';
import classes from './Awards.module.css';
import type { Recipient } from './queries';

export interface Winner {
  id: string;
  name: string;
}

interface Props {
  recipient: Exclude<Recipient, 'school'>;
  value: readonly Winner[];
  onChange: (value: Winner[]) => void;
  error?: ReactNode;
}

/** Who won it, in the order of the certificate. */
export function Winners({ recipient, value, onChange, error }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [typed, setTyped] = useState('');
  const offered = useOffer(recipient, typed).filter((one) => !value.some((other) => other.id === one.id));
  const up = (at: number) => {
    const next = [...value];
    const [moved] = next.splice(at, 1);
    if (moved) next.splice(at - 1, 0, moved);
    onChange(next);
  };
  return (
    <div className={classes.winnersField}>
      {value.length > 0 && (
        <ol aria-label={t('awards.winners')} id={id}>
          {value.map((one, at) => (
            <li key={one.id}>
              <span>
                {at + 1}. {one.name}
              </span>
              {at > 0 && (
                <button type="button" aria-label={t('awards.moveUp', { name: one.name })} onClick={() => up(at)}>
                  <IconArrowUp size={18} aria-hidden />
                </button>
              )}
              <button
                type="button"
                aria-label={t('awards.removeWinner', { name: one.name })}
                onClick={() => onChange(value.filter((other) => other.id !== one.id))}
              >
                <IconX size={18} aria-hidden />
              </button>
            </li>
          ))}
        </ol>
      )}
      <Select
        key={recipient}
        withAsterisk
        searchable
        limit={50}
        data-field="winners"
        label={t(value.length ? 'awards.addWinner' : 'awards.winners')}
        description={t('awards.winnersHint')}
        placeholder={t(`awards.find.${recipient}`)}
        nothingFoundMessage={recipient === 'student' && !typed ? t('awards.find.student') : t('awards.nobody')}
        value={null}
        searchValue={typed}
        onSearchChange={setTyped}
        {...(recipient === 'student' && { filter: ({ options }) => options })}
        data={offered.map((one) => ({ value: one.id, label: one.label }))}
        onChange={(chosen) => {
          const found = offered.find((one) => one.id === chosen);
          if (found) onChange([...value, { id: found.id, name: found.name }]);
          setTyped('');
        }}
        error={error}
      />
    </div>
  );
}

interface Offer extends Winner {
  label: string;
}

/** Children are searched for by the server: only those whom one may know. */
function useOffer(recipient: Props['recipient'], typed: string): Offer[] {
  const [q] = useDebouncedValue(typed, 250);
  const staff = useQuery({ ...colleagues, enabled: recipient === 'teacher' });
  const rooms = useQuery({ ...classesQuery, enabled: recipient === 'class' });
  const children = useQuery(studentsNamed(recipient === 'student' ? q : ''));
  if (recipient === 'teacher')
    return (staff.data?.value ?? []).map(({ id, name, posts }) => ({
      id,
      name,
      label: [name, posts[0]].filter(Boolean).join(' · '),
    }));
  if (recipient === 'class') return (rooms.data ?? []).map(({ id, name }) => ({ id, name, label: name }));
  return (children.data?.results ?? []).map((one) => ({ id: one.id, name: one.name, label: childLabel(one) }));
}
