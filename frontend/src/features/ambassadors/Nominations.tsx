import { Button } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useMe } from '@/shared/session/me';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Ambassadors.module.css';
import { acceptNomination, type Nomination, nominationsOf, type Round, removeNomination, touched } from './queries';
import { VoteDialog } from './VoteDialog';

/** Working papers, class by class in the register's order; they are gone once the class has voted. */
export function Nominations({ round }: { round: Round }) {
  const { t } = useTranslation();
  const { data: rows, error, isPending, refetch } = useQuery(nominationsOf(round.id));
  if (isPending) return <PageSkeleton />;
  if (!rows) return <Failure error={error} reset={refetch} />;
  const groups = new Map<string, Nomination[]>();
  for (const row of rows) {
    const of = row.student.school_class?.id ?? '';
    groups.set(of, [...(groups.get(of) ?? []), row]);
  }
  return (
    <Panel title={t('ambassadors.nominations')} hint={t('ambassadors.nominationsHint')}>
      {groups.size === 0 && (
        <p className={classes.facts}>
          <IconHandStop size={18} aria-hidden /> {t('ambassadors.noNominations')}
        </p>
      )}
      {[...groups].map(([key, group]) => (
        <ClassGroup key={key} round={round} rows={group} />
      ))}
    </Panel>
  );
}

function ClassGroup({ round, rows }: { round: Round; rows: Nomination[] }) {
  const { t } = useTranslation();
  const { posts } = useMe();
  const [voting, setVoting] = useState(false);
  const of = rows[0]?.student.school_class;
  const accepted = rows.filter((row) => row.is_accepted);
  const own = posts.some((post) => post.school_class?.id === of?.id);
  const mayVote = of && own && round.abilities.includes('vote') && accepted.length > 0;
  return (
    <section className={classes.group} aria-label={of?.name ?? t('ambassadors.noClass')}>
      <div className={classes.groupHead}>
        <h3>{of?.name ?? t('ambassadors.noClass')}</h3>
        {mayVote && (
          <Button size="sm" variant="light" onClick={() => setVoting(true)}>
            {t('ambassadors.vote')}
          </Button>
        )}
      </div>
      <ul className={classes.rows}>
        {rows.map((row) => (
          <NominationRow key={row.id} row={row} />
        ))}
      </ul>
      {of && <VoteDialog round={round} of={of} rows={accepted} opened={voting} onClose={() => setVoting(false)} />}
    </section>
  );
}

function NominationRow({ row }: { row: Nomination }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const accept = useWrite(acceptNomination, touched, () =>
    notify(t('ambassadors.acceptedNow', { name: row.student.name })),
  );
  const remove = useWrite(removeNomination, touched, () => {
    setAsking(false);
    notify(t('ambassadors.removedNow'));
  });
  return (
    <li>
      <div className={classes.what}>
        <p className={classes.name}>
          <b>{row.student.name}</b>
          <Tag tone={row.is_accepted ? 'brand' : 'soon'}>
            {t(row.is_accepted ? 'ambassadors.accepted' : 'ambassadors.toReview')}
          </Tag>
        </p>
        <p className={classes.deed}>{row.deed}</p>
      </div>
      <div className={classes.acts}>
        {!row.is_accepted && row.abilities.includes('accept') && (
          <Button
            size="sm"
            loading={accept.isPending}
            aria-label={t('ambassadors.acceptOf', { name: row.student.name })}
            onClick={() => accept.mutate(row.id)}
          >
            {t('ambassadors.accept')}
          </Button>
        )}
        {row.abilities.includes('remove') && (
          <Button
            size="sm"
            variant="default"
            aria-label={t('ambassadors.removeOf', { name: row.student.name })}
            onClick={() => setAsking(true)}
          >
            {t('ambassadors.remove')}
          </Button>
        )}
      </div>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('ambassadors.removeOf', { name: row.student.name })}
        confirm={t('ambassadors.remove')}
        danger
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(row.id)}
      >
        {t('ambassadors.removeHint')}
      </ConfirmDialog>
    </li>
  );
}
