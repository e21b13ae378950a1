import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Companion, companionsQuery } from '@/shared/api/companions';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { CompanionQuestion } from '@/shared/ui/CompanionQuestion';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { Tag } from '@/shared/ui/Tag';
import classes from './Companions.module.css';

/** My own answers; for directors also who was not heard, and who says that they were not there. */
export function CompanionsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const directs = can('PROPOSAL_CONFIRM');
  const [which, setWhich] = useState<'mine' | 'attention'>(directs ? 'attention' : 'mine');
  const { data, error, isPending, refetch } = useQuery(companionsQuery(which));
  return (
    <div className={classes.page}>
      <PageHeader title={t('companions.title')} hint={t(`companions.hint.${which}`)} />
      {directs && (
        <Tabs
          label={t('companions.title')}
          value={which}
          onChange={setWhich}
          options={[
            { value: 'attention', label: t('companions.attention') },
            { value: 'mine', label: t('companions.mine') },
          ]}
        />
      )}
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data?.length === 0 && (
        <Empty icon={IconUsers} title={t(`companions.none.${which}`)} hint={t(`companions.noneHint.${which}`)} />
      )}
      {!!data?.length && (
        <ul className={classes.list}>
          {sorted(data).map((row) => (
            <li key={row.id}>
              {row.answer === 'waiting' && row.abilities.includes('confirm') ? (
                <CompanionQuestion row={row} />
              ) : (
                <Answered row={row} />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** My own open questions first, then what somebody denies, then what was not heard of. */
const rank = (row: Companion) => {
  if (row.answer === 'waiting' && row.abilities.includes('confirm')) return 0;
  return { denied: 1, waiting: 2, confirmed: 3 }[row.answer];
};
const sorted = (rows: readonly Companion[]) => [...rows].sort((a, b) => rank(a) - rank(b));

function Answered({ row }: { row: Companion }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const tone = row.answer === 'denied' ? 'trouble' : row.answer === 'waiting' ? 'soon' : 'brand';
  return (
    <div className={classes.row}>
      <div className={classes.what}>
        {can('VISIT_READ') ? (
          <Link to="/visits/$id" params={{ id: row.visit }}>
            <b>{row.student.name}</b>
          </Link>
        ) : (
          <b>{row.student.name}</b>
        )}{' '}
        <small>{row.student.school_class?.name}</small>
        <p>
          {format.day(row.visited_on)} · {t(`visit.channels.${row.channel as 'phone'}`)} ·{' '}
          {t('companions.recordedBy', { name: row.recorded_by?.name ?? '' })} ·{' '}
          {t('companions.companion', { name: row.companion.name })}
        </p>
        {row.denial_reason && <p className={classes.reason}>{t('companions.said', { reason: row.denial_reason })}</p>}
      </div>
      <Tag tone={tone}>
        {row.answer === 'waiting' && row.is_overdue ? t('companions.overdue') : t(`companions.answers.${row.answer}`)}
      </Tag>
    </div>
  );
}
