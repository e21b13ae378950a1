import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Definition } from '@/shared/charts/Definition';
import { FigureLink } from '@/shared/charts/FigureLink';
import { cellsOf } from '@/shared/charts/figureValue';
import type { FigureScope } from '@/shared/charts/scope';
import { saying } from '@/shared/i18n';
import { useFormat } from '@/shared/i18n/format';
import { monthsOfTerm } from '@/shared/pairs/months';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Beside } from './Beside';
import classes from './Dashboard.module.css';
import type { Figure } from './queries';

/** With the words of the pairs, which the doorstep does not carry. */
const MonthTable = lazy(saying('pairs')(() => import('@/shared/pairs/MonthTable')));

const codes = ['pairs.active', 'pairs.months_met', 'pairs.exits'];

/** How many pairs there are, and in how many of their months they did what they agreed. No pair against another. */
export function Pairs({ figures, scope }: { figures: Map<string, Figure>; scope: FigureScope }) {
  const { t } = useTranslation();
  if (!figures.has('pairs.active')) return null;
  return (
    <section className={classes.civility} aria-labelledby="pairs">
      <h2 id="pairs" className={classes.blockTitle}>
        {t('dashboard.pairs')}
        <small>{t('dashboard.pairsHint')}</small>
      </h2>
      <Beside codes={codes} label={t('dashboard.pairs')} figures={figures} scope={scope} />
      <Months figure={figures.get('pairs.by_month')} scope={scope} />
    </section>
  );
}

/** Month by month, each number a way to the months that it counts; below, for the offices, pair by pair. */
function Months({ figure, scope }: { figure: Figure | undefined; scope: FigureScope }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const can = useCan();
  const isOffice = can('PAIR_READ') && (can('PAIR_KEEP') || can('FIGURE_READ_SCHOOL'));
  const isWhole = !scope.grade && !scope.school_class && !scope.staff;
  const cells = cellsOf(figure?.value);
  if (!figure || cells.length === 0) return null;
  return (
    <Panel
      title={figure.title}
      aside={
        isOffice ? (
          <ButtonLink size="sm" variant="light" to="/pairs" search={{ view: 'months', term: scope.term }}>
            {t('dashboard.pairsTable')}
          </ButtonLink>
        ) : null
      }
    >
      <ul className={classes.months}>
        {cells.map((cell) => (
          <li key={cell.key}>
            <span>{cell.label}</span>
            <span>
              <FigureLink
                opens={figure.can_open}
                code={figure.code}
                scope={scope}
                cell={cell.key}
                label={`${cell.label} ${number(cell.value)} ${figure.unit_label}`}
              >
                <b>{number(cell.value)}</b>
              </FigureLink>{' '}
              {figure.unit_label}
            </span>
          </li>
        ))}
      </ul>
      <Definition text={figure.definition} />
      {isOffice && isWhole && <ByPair term={scope.term} />}
    </Panel>
  );
}

function ByPair({ term }: { term: string | undefined }) {
  const { data: rows, error, isPending, refetch } = useQuery(monthsOfTerm(term));
  if (isPending) return <PageSkeleton />;
  if (!rows) return <Failure error={error} reset={refetch} />;
  if (rows.length === 0) return null;
  return (
    <Suspense fallback={<PageSkeleton />}>
      <div className={classes.byPair}>
        <MonthTable rows={rows} />
      </div>
    </Suspense>
  );
}
