import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Contests.module.css';
import { type Check, checksOf, touched, voidCheck, type Week } from './queries';

interface Props {
  week: Week;
  of: { id: string; name: string } | undefined;
  onClose: () => void;
}

/** What was seen of one class in the week, check by check; a wrong one is taken back with a reason and stays to be read. */
export function Checks({ week, of, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={of !== undefined}
      onClose={onClose}
      size="lg"
      title={of ? t('contests.checksOf', { name: of.name }) : ''}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      {of && <List week={week} of={of.id} />}
    </Modal>
  );
}

function List({ week, of }: { week: Week; of: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const { data: rows, error, isPending, refetch } = useQuery(checksOf(week.id, of));
  if (isPending) return <PageSkeleton />;
  if (!rows) return <Failure error={error} reset={refetch} />;
  return (
    <>
      {rows.length === 0 && <p className={classes.note}>{t('contests.noChecks')}</p>}
      <ul className={classes.rows}>
        {rows.map((row) => (
          <CheckRow key={row.id} row={row} />
        ))}
      </ul>
      {can('CONTEST_CHECK') && week.closed_at === null && (
        <ButtonLink to="/contests/check" search={{ school_class: of }} variant="light" mt="md">
          {t('contestCheck.check')}
        </ButtonLink>
      )}
    </>
  );
}

function CheckRow({ row }: { row: Check }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const [asking, setAsking] = useState(false);
  const take = useWrite(voidCheck, touched, () => {
    setAsking(false);
    notify(t('contests.voidedNow'));
  });
  const voided = row.is_voided;
  return (
    <li data-voided={voided || undefined}>
      <div className={classes.what}>
        <p className={classes.name}>
          <b>{row.item.name}</b>
          <span>{t('contestCheck.faultsSeen', { count: row.faults })}</span>
          {voided && <Tag>{t('contests.voided')}</Tag>}
        </p>
        <p className={classes.facts}>
          {day(row.checked_on)} · {row.checked_by?.name}
          {row.note && ` · ${row.note}`}
          {voided && ` · ${t('contests.voidedBecause', { reason: row.void_reason })}`}
        </p>
      </div>
      {row.abilities.includes('void') && (
        <Button
          size="sm"
          variant="default"
          aria-label={t('contests.voidOf', { item: row.item.name, day: day(row.checked_on) })}
          onClick={() => setAsking(true)}
        >
          {t('contests.void')}
        </Button>
      )}
      <ReasonDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('contests.voidOf', { item: row.item.name, day: day(row.checked_on) })}
        hint={t('contests.voidHint')}
        label={t('contests.reason')}
        confirm={t('contests.void')}
        danger
        busy={take.isPending}
        error={take.error}
        onConfirm={(reason) => take.mutate({ id: row.id, reason })}
      />
    </li>
  );
}
