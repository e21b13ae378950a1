import { IconHomeCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type GeneralVisit, myGeneralVisits } from '@/shared/api/lists';
import { useFormat } from '@/shared/i18n/format';
import { useUnsentSubjects } from '@/shared/offline/useOutbox';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { useDueWords } from '@/shared/ui/due';
import { Panel } from '@/shared/ui/Panel';
import { OfflineNote } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './GeneralVisits.module.css';

/** 普访: the children of the own class not yet visited this year. Quiet while it cannot be known, or is not asked. */
export function GeneralVisits({ shown, named = '' }: { shown?: number; named?: string }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { data } = useQuery(myGeneralVisits);
  const recorded = useUnsentSubjects('home-visit');
  const first = data?.value[0];
  if (!data || !first) return null;
  const fitting = data.value.filter((row) => row.student.name.includes(named));
  const last = data.value.reduce((day, row) => (row.due_on > day ? row.due_on : day), first.due_on);
  const rows = fitting.slice(0, shown);
  return (
    <Panel
      title={t('generalVisits.title')}
      hint={t('generalVisits.hint', { count: first.required, date: date(last) })}
      aside={<Tag>{t('generalVisits.count', { count: data.value.length })}</Tag>}
    >
      <OfflineNote keptAt={data.keptAt} />
      <ul className={classes.rows}>
        {rows.map((row) => (
          <Row key={row.id} row={row} recorded={recorded.has(row.student.id)} />
        ))}
      </ul>
      {rows.length < fitting.length && (
        <Link to="/obligations" className={classes.foot}>
          {t('generalVisits.foot')} ({fitting.length})
        </Link>
      )}
    </Panel>
  );
}

function Row({ row, recorded }: { row: GeneralVisit; recorded: boolean }) {
  const { t } = useTranslation();
  const due = useDueWords()(row.due_on);
  return (
    <li>
      <div className={classes.who}>
        <b>{row.student.name}</b>
        {due.tone !== 'calm' && <Tag tone={due.tone}>{due.words}</Tag>}
        {row.made > 0 && <small>{t('generalVisits.made', { made: row.made, left: row.required - row.made })}</small>}
        {row.uncounted > 0 && <small>{t('generalVisits.uncounted', { count: row.uncounted })}</small>}
      </div>
      {recorded ? (
        <Tag tone="soon">{t('obligations.recorded')}</Tag>
      ) : (
        <ButtonLink
          to="/visits/new"
          search={{ student: row.student.id }}
          variant="light"
          size="sm"
          className={classes.act}
          aria-label={`${t('generalVisits.record')}：${row.student.name}`}
          leftSection={<IconHomeCheck size={16} aria-hidden />}
        >
          {t('generalVisits.record')}
        </ButtonLink>
      )}
    </li>
  );
}
