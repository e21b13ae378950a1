import { useTranslation } from 'react-i18next';
import { Definition } from '@/shared/charts/Definition';
import { FigureLink } from '@/shared/charts/FigureLink';
import { cellsOf } from '@/shared/charts/figureValue';
import type { FigureScope } from '@/shared/charts/scope';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Panel } from '@/shared/ui/Panel';
import { Beside } from './Beside';
import classes from './Dashboard.module.css';
import type { Figure } from './queries';

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

/** Month by month, each number a way to the months that it counts; the whole table is a page of its own. */
function Months({ figure, scope }: { figure: Figure | undefined; scope: FigureScope }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const can = useCan();
  const cells = cellsOf(figure?.value);
  if (!figure || cells.length === 0) return null;
  return (
    <Panel
      title={figure.title}
      aside={
        can('PAIR_KEEP') || can('FIGURE_READ_SCHOOL') ? (
          <ButtonLink size="sm" variant="light" to="/pairs" search={{ view: 'months' }}>
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
    </Panel>
  );
}
