import { IconHomeCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { myObligations } from '@/shared/api/lists';
import { useUnsentSubjects } from '@/shared/offline/useOutbox';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { useDueWords } from '@/shared/ui/due';
import { Panel } from '@/shared/ui/Panel';
import { Empty, Failure, OfflineNote, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { type DueVisit, dueByStudent } from './dueByStudent';
import classes from './TodayPage.module.css';

const SHOWN = 6;

/** The families to see next, with one tap between the name and the form. */
export function VisitsDue({ quiet }: { quiet: boolean }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(myObligations);
  const recorded = useUnsentSubjects('home-visit');
  // Who has no class of their own is only told when something was handed over to them.
  if (quiet && !data?.value.length) return null;
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  const due = dueByStudent(data.value);
  return (
    <Panel title={t('today.visitsDue')} hint={due.length ? t('today.visitsDueHint') : undefined}>
      <OfflineNote keptAt={data.keptAt} />
      {due.length === 0 && <Empty icon={IconHomeCheck} title={t('today.noneDue')} hint={t('today.noneDueHint')} />}
      <ul className={classes.rows}>
        {due.slice(0, SHOWN).map((line) => (
          <DueRow key={line.student.id} line={line} recorded={recorded.has(line.student.id)} />
        ))}
      </ul>
      <Link to="/obligations" className={classes.foot}>
        {t('today.allObligations')}
        {due.length > SHOWN && ` (${due.length})`}
      </Link>
    </Panel>
  );
}

function DueRow({ line, recorded }: { line: DueVisit; recorded: boolean }) {
  const { t } = useTranslation();
  const due = useDueWords()(line.due_on);
  return (
    <li>
      <div className={classes.who}>
        <div className={classes.name}>
          {line.student.name}
          <small>{line.student.school_class?.name}</small>
        </div>
        <div className={classes.tags}>
          <Tag tone={line.state === 'overdue' ? 'trouble' : due.tone}>{due.words}</Tag>
          {line.purposes.map((purpose) => (
            <Tag key={purpose} tone="brand">
              {purpose}
            </Tag>
          ))}
        </div>
      </div>
      {recorded ? (
        <Tag tone="soon">{t('obligations.recorded')}</Tag>
      ) : (
        <ButtonLink
          to="/visits/new"
          search={{ student: line.student.id, ...(line.codes.length === 1 ? { purpose: line.codes[0] } : {}) }}
          variant="light"
          size="sm"
          className={classes.act}
          aria-label={`${t('today.record')}：${line.student.name}`}
        >
          {t('today.record')}
        </ButtonLink>
      )}
    </li>
  );
}
