import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Ambassadors.module.css';
import { type Ambassador, ambassadorsOf, type Round, setConsent, touched } from './queries';

const tones = { waiting: 'soon', given: 'brand', refused: 'calm' } as const;

/** The children who were chosen, class by class, and whether their families agree that the name is published. */
export function Chosen({ round }: { round: Round }) {
  const { t } = useTranslation();
  const { day, list } = useFormat();
  const { data: rows, error, isPending, refetch } = useQuery(ambassadorsOf(round.id));
  if (isPending) return <PageSkeleton />;
  if (!rows) return <Failure error={error} reset={refetch} />;
  return (
    <Panel title={t('ambassadors.chosen', { count: rows.length })} hint={t('ambassadors.chosenHint')}>
      {rows.length === 0 && <p className={classes.facts}>{t('ambassadors.noneChosen')}</p>}
      {round.votes.length > 0 && (
        <p className={classes.facts}>
          {t('ambassadors.votes', {
            classes: list(
              round.votes.map((one) =>
                t('ambassadors.voteFact', { name: one.school_class.name, count: one.voters, date: day(one.held_on) }),
              ),
            ),
          })}
        </p>
      )}
      <ul className={classes.rows}>
        {rows.map((row) => (
          <ChosenRow key={row.id} row={row} />
        ))}
      </ul>
    </Panel>
  );
}

function ChosenRow({ row }: { row: Ambassador }) {
  const { t } = useTranslation();
  const write = useWrite(setConsent, touched, () => notify(t('ambassadors.consentNoted', { name: row.student.name })));
  const put = (consent: 'given' | 'refused') =>
    write.mutate({ id: row.id, consent }, { onError: (error) => notifyProblem(error) });
  return (
    <li>
      <div className={classes.what}>
        <p className={classes.name}>
          <b>{row.student.name}</b>
          <small>{row.student.school_class?.name}</small>
          <Tag tone={tones[row.consent]}>{t(`ambassadors.consent.${row.consent}`)}</Tag>
        </p>
        <p className={classes.deed}>{row.deed}</p>
      </div>
      {row.abilities.includes('consent') && (
        <div className={classes.acts}>
          {(['given', 'refused'] as const)
            .filter((consent) => consent !== row.consent)
            .map((consent) => (
              <Button
                key={consent}
                size="sm"
                variant="default"
                loading={write.isPending}
                aria-label={t(`ambassadors.${consent}Of`, { name: row.student.name })}
                onClick={() => put(consent)}
              >
                {t(`ambassadors.consent.${consent}`)}
              </Button>
            ))}
        </div>
      )}
    </li>
  );
}
