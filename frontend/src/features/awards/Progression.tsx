import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { awardsBelow, type Level, levels, type Recipient } from './queries';
import { useRank } from './useRank';
import type { Winner } from './Winners';

interface Props {
  own: string | undefined;
  recipient: Recipient;
  winners: readonly Winner[];
  level: Level;
  value: string;
  onChange: (value: string) => void;
  error?: ReactNode;
}

/** The same contest at a lower level: what this award went on from. Nothing is asked where there is no such award. */
export function Progression({ own, recipient, winners, level, value, onChange, error }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [first] = winners;
  const { data } = useQuery(
    awardsBelow({ recipient, ...(recipient === 'teacher' && winners.length === 1 && first && { staff: first.id }) }),
  );
  const rank = useRank();
  const place = (one: Level) => levels.indexOf(one);
  const fitting = (data ?? []).filter(
    (one) =>
      one.id === value ||
      (one.id !== own &&
        !one.is_voided &&
        place(one.level) > place(level) &&
        (recipient === 'school' ||
          one.winners.some((winner) =>
            winners.some(({ id }) => [winner.staff?.id, winner.student?.id, winner.school_class?.id].includes(id)),
          ))),
  );
  if (fitting.length === 0 && !error) return null;
  return (
    <NativeSelect
      label={t('awards.below')}
      description={t('awards.belowHint')}
      data-field="progression_of"
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={[
        { value: '', label: t('awards.belowNone') },
        ...fitting.map((one) => ({
          value: one.id,
          label: [one.title, rank(one), format.date(one.awarded_on)].join(' · '),
        })),
      ]}
      error={error}
    />
  );
}
