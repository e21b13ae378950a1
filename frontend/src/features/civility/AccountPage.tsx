import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useCan, useMe } from '@/shared/session/me';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Panel } from '@/shared/ui/Panel';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { TermSelect } from '@/shared/ui/TermSelect';
import classes from './Account.module.css';
import { AppealDialog } from './AppealDialog';
import { EntryRow } from './EntryRow';
import { type Account, account } from './queries';

const page = getRouteApi('/civility/children/$id');

/** Why it is 37: the total, what it is made of, the rule of each part, what a cap left out, what was taken back. */
export function AccountPage() {
  const { id } = page.useParams();
  const { term } = page.useSearch();
  const { data, error, isPending, refetch } = useQuery(account(id, term));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return <OfChild own={data} />;
}

function OfChild({ own: { student, term, points, recognitions, by_domain, entries } }: { own: Account }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const can = useCan();
  const me = useMe();
  const navigate = page.useNavigate();
  const [appealing, setAppealing] = useState(false);
  // A counter-entry is shown with what it takes back: the two net to zero.
  const gestures = entries.filter((entry) => entry.reverses === null);
  const appealable = gestures.filter((entry) => entry.abilities.includes('appeal'));
  return (
    <>
      <PageHeader
        title={t('account.title', { name: student.name })}
        hint={[
          student.school_class?.name,
          me.current_term?.id === term.id
            ? me.current_term.name
            : t('account.term', { first: day(term.first), last: day(term.last) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      >
        {student.school_class && can('CLASS_KEEP') && (
          <Link to="/civility/classes/$id" params={{ id: student.school_class.id }} className={classes.back}>
            {t('account.back')}
          </Link>
        )}
        <TermSelect
          label={t('account.whichTerm')}
          term={term.id}
          onChange={(chosen) => void navigate({ search: { term: chosen }, replace: true })}
        />
        <ExportButton
          path="/api/v1/point-entries/export/"
          filters={{ student: student.id, term: term.id }}
          count={entries.length}
        />
      </PageHeader>
      <div className={classes.page}>
        <Panel title={t('account.why', { points })} hint={t('account.whyHint')}>
          <dl className={classes.sum}>
            {by_domain.map((one, place) => (
              <div key={one.domain}>
                {place > 0 && <i aria-hidden>+</i>}
                <dt>{one.name}</dt>
                <dd>{one.points}</dd>
              </div>
            ))}
            <div data-total>
              <i aria-hidden>=</i>
              <dt>{t('account.total')}</dt>
              <dd>{points}</dd>
            </div>
          </dl>
          <p className={classes.quiet}>{t('account.recognised', { count: recognitions })}</p>
        </Panel>
        <Panel
          title={t('account.entries', { count: gestures.length })}
          aside={
            appealable.length > 0 && (
              <Button variant="subtle" size="sm" className={classes.small} onClick={() => setAppealing(true)}>
                {t('account.appeal')}
              </Button>
            )
          }
        >
          {gestures.length === 0 ? (
            <Empty title={t('account.none')} hint={t('account.noneHint')} />
          ) : (
            <ul className={classes.entries}>
              {gestures.map((entry) => (
                <EntryRow key={entry.id} entry={entry} />
              ))}
            </ul>
          )}
        </Panel>
      </div>
      <AppealDialog entries={appealable} opened={appealing} onClose={() => setAppealing(false)} />
    </>
  );
}
