import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/shared/session/me';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { NominationRow } from './NominationRow';
import { nominationsOf, type Selection } from './queries';
import classes from './Selections.module.css';

/** Before the decision the nominations that one may know of; after it those who were chosen. In the order they came. */
export function Nominations({ of }: { of: Selection }) {
  const { t } = useTranslation();
  const keeps = useCan()('SELECTION_KEEP');
  const { data: rows, error, isPending, refetch } = useQuery(nominationsOf(of.id));
  if (isPending) return <PageSkeleton />;
  if (!rows) return <Failure error={error} reset={refetch} />;
  const decided = of.decided_on !== null;
  const others = rows.filter((row) => row.state === 'not_selected');
  const shown = decided ? rows.filter((row) => row.state === 'selected') : rows;
  return (
    <Panel
      title={t(decided ? 'selections.selected' : keeps ? 'selections.nominations' : 'selections.mine', {
        count: shown.length,
      })}
      hint={t(
        decided
          ? keeps
            ? 'selections.selectedHint'
            : 'selections.selectedAll'
          : keeps
            ? 'selections.nominationsHint'
            : 'selections.mineHint',
      )}
    >
      {shown.length === 0 && (
        <p className={classes.facts}>{t(decided ? 'selections.noneSelected' : 'selections.noNominations')}</p>
      )}
      <ul className={classes.rows}>
        {shown.map((row) => (
          <NominationRow key={row.id} row={row} />
        ))}
      </ul>
      {others.length > 0 && (
        <details className={classes.others}>
          <summary>{t('selections.others', { count: others.length })}</summary>
          <p className={classes.facts}>{t('selections.othersHint')}</p>
          <ul className={classes.rows}>
            {others.map((row) => (
              <NominationRow key={row.id} row={row} />
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}
