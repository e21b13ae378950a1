import { ActionIcon, NativeSelect, Select } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { visitableStudents } from '@/shared/api/lists';
import { Panel } from '@/shared/ui/Panel';
import { Tag } from '@/shared/ui/Tag';
import { type Suggestion, suggestionsQuery } from './queries';
import classes from './Rounds.module.css';

type Child = Suggestion['student'];

/** On the left whom something is owed, in class order; on the right the list, in the order of the trip. */
export function Families({
  chosen,
  known,
  onChange,
  error,
}: {
  chosen: string[];
  known: Child[];
  onChange: (students: string[]) => void;
  error: ReactNode;
}) {
  const { t } = useTranslation();
  const suggested = useQuery(suggestionsQuery);
  const visitable = useQuery(visitableStudents);
  const [wanted, setWanted] = useState('');
  const rows = suggested.data ?? [];
  const byId = new Map<string, Child>(
    [...known, ...rows.map((row) => row.student), ...(visitable.data?.value ?? [])].map((child) => [child.id, child]),
  );
  const schoolClasses = [
    ...new Map(rows.map(({ student }) => [student.school_class?.id ?? '', student.school_class?.name ?? ''])),
  ];
  const school_class = wanted || (schoolClasses[0]?.[0] ?? '');
  const shown = rows.filter((row) => row.student.school_class?.id === school_class && !chosen.includes(row.student.id));
  const add = (id: string | null) => id && !chosen.includes(id) && onChange([...chosen, id]);
  const move = (place: number, by: number) => {
    const next = [...chosen];
    const [moved] = next.splice(place, 1);
    if (moved) next.splice(place + by, 0, moved);
    onChange(next);
  };
  return (
    <div className={classes.columns}>
      <Panel title={t('rounds.suggested')} hint={t('rounds.suggestedHint')}>
        {schoolClasses.length > 1 && (
          <NativeSelect
            aria-label={t('visits.filterClass')}
            value={school_class}
            onChange={({ currentTarget }) => setWanted(currentTarget.value)}
            data={schoolClasses.map(([value, label]) => ({ value, label }))}
          />
        )}
        {suggested.isSuccess && shown.length === 0 && <p className={classes.hint}>{t('rounds.noneSuggested')}</p>}
        <ul className={classes.pick}>
          {shown.map((row) => (
            <li key={row.student.id}>
              <button type="button" onClick={() => add(row.student.id)}>
                <span className={classes.spoken}>{t('rounds.add')}：</span>
                <b>{row.student.name}</b>
                {row.purposes?.map((purpose) => (
                  <Tag key={purpose} tone="brand">
                    {purpose}
                  </Tag>
                ))}
                {row.general && <Tag>{t('rounds.general')}</Tag>}
              </button>
            </li>
          ))}
        </ul>
        <Select
          searchable
          limit={40}
          label={t('rounds.another')}
          placeholder={t('visit.pickStudent')}
          nothingFoundMessage={t('visit.noStudent')}
          value={null}
          onChange={add}
          data={(visitable.data?.value ?? [])
            .filter((child) => !chosen.includes(child.id))
            .map((child) => ({ value: child.id, label: `${child.name} · ${child.school_class?.name ?? ''}` }))}
        />
      </Panel>
      <Panel title={t('rounds.order', { count: chosen.length })} hint={t('rounds.orderHint')}>
        {error && (
          <p role="alert" className={classes.refusal}>
            {error}
          </p>
        )}
        <ol className={classes.order}>
          {chosen.map((id, place) => {
            const name = byId.get(id)?.name ?? '';
            return (
              <li key={id}>
                <span>
                  {place + 1}. <b>{name}</b> <small>{byId.get(id)?.school_class?.name}</small>
                </span>
                <span className={classes.moves}>
                  <ActionIcon
                    size={44}
                    variant="subtle"
                    disabled={place === 0}
                    aria-label={t('rounds.up', { name })}
                    onClick={() => move(place, -1)}
                  >
                    <IconArrowUp size={18} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    size={44}
                    variant="subtle"
                    disabled={place === chosen.length - 1}
                    aria-label={t('rounds.down', { name })}
                    onClick={() => move(place, 1)}
                  >
                    <IconArrowDown size={18} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    size={44}
                    variant="subtle"
                    color="gray"
                    aria-label={t('rounds.remove', { name })}
                    onClick={() => onChange(chosen.filter((one) => one !== id))}
                  >
                    <IconX size={18} aria-hidden />
                  </ActionIcon>
                </span>
              </li>
            );
          })}
        </ol>
      </Panel>
    </div>
  );
}
