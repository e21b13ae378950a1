import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { useCan } from '../session/me';
import { FormBody, FormDialog } from '../ui/FormDialog';
import { Failure, PageSkeleton } from '../ui/states';
import classes from './Evidence.module.css';
import { FileLine } from './EvidenceList';
import { type EvidenceRef, refOf } from './files';

interface Props {
  opened: boolean;
  onClose: () => void;
  /** Those that are attached already. */
  without: readonly EvidenceRef[];
  left: number;
  onPick: (picked: EvidenceRef[]) => void;
}

/** A file is brought once and may prove several records. */
export default function PickDialog({ opened, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={rest.onClose} title={t('evidence.pick')} size="lg">
      <Picking {...rest} />
    </FormDialog>
  );
}

function Picking({ onClose, without, left, onPick }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const can = useCan();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const [picked, setPicked] = useState<readonly EvidenceRef[]>([]);
  // The offices may attach what anybody brought; everybody else the own.
  const query = { limit: 30, ...(q && { q }), ...(!can('EVIDENCE_KEEP') && { mine: true }) };
  const {
    data: found,
    error,
    isPending,
    refetch,
  } = useQuery({
    queryKey: ['evidence', 'pick', query],
    queryFn: ({ signal }) => data(api.GET('/api/v1/evidence/', { params: { query }, signal })),
    placeholderData: (previous) => previous,
  });
  const offered = (found?.results ?? []).filter((row) => !without.some((one) => one.id === row.id));
  const isPicked = (id: string) => picked.some((one) => one.id === id);
  return (
    <FormBody
      confirm={t('evidence.attach', { count: picked.length })}
      busy={false}
      error={null}
      fields={[]}
      onClose={onClose}
      onSubmit={() => {
        onPick([...picked]);
        onClose();
      }}
    >
      <TextInput
        type="search"
        data-autofocus
        aria-label={t('evidence.searchHint')}
        placeholder={t('evidence.searchHint')}
        maxLength={100}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      {isPending && <PageSkeleton />}
      {!isPending && !found && <Failure error={error} reset={refetch} />}
      {found && offered.length === 0 && <p className={classes.hint}>{t('evidence.pickNone')}</p>}
      <ul className={classes.picks} aria-label={t('evidence.pick')}>
        {offered.map((row) => (
          <li key={row.id} className={classes.pick}>
            <input
              type="checkbox"
              aria-label={row.title}
              checked={isPicked(row.id)}
              disabled={!isPicked(row.id) && picked.length >= left}
              onChange={({ currentTarget }) =>
                setPicked(currentTarget.checked ? [...picked, refOf(row)] : picked.filter((one) => one.id !== row.id))
              }
            />
            <FileLine item={row} />
          </li>
        ))}
      </ul>
      {found && found.count > found.results.length && <p className={classes.hint}>{t('evidence.pickMore')}</p>}
    </FormBody>
  );
}
