import { useTranslation } from 'react-i18next';
import { FigureLink } from '@/shared/charts/FigureLink';
import { cellsOf } from '@/shared/charts/figureValue';
import type { FigureScope } from '@/shared/charts/scope';
import { Panel } from '@/shared/ui/Panel';
import { Bars } from './Bars';
import { Beside } from './Beside';
import classes from './Dashboard.module.css';
import type { Figure } from './queries';
import { WeeklyTrend } from './WeeklyTrend';

const codes = [
  'civility.children_recognised',
  'civility.recognitions',
  'civility.points',
  'civility.capped',
  'civility.contest_weeks',
  'civility.ambassadors',
];

/** What was noticed of children: how much, where, when, and of how many. Classes stand in class order. */
export function Civility({ figures, scope }: { figures: Map<string, Figure>; scope: FigureScope }) {
  const { t } = useTranslation();
  if (!figures.has('civility.recognitions')) return null;
  const flags = figures.get('civility.flags_by_class');
  const appeals = figures.get('civility.appeals_by_outcome');
  return (
    <section className={classes.civility} aria-labelledby="civility">
      <h2 id="civility" className={classes.blockTitle}>
        {t('dashboard.civility')}
        <small>{t('dashboard.civilityHint')}</small>
      </h2>
      <Beside codes={codes} label={t('dashboard.civility')} figures={figures} scope={scope} />
      <div className={classes.trend}>
        <WeeklyTrend of="civility" figure={figures.get('civility.recognitions_by_week')} scope={scope} />
        <Bars figure={figures.get('civility.recognitions_by_domain')} scope={scope} />
      </div>
      <div className={classes.pair}>
        <Bars figure={figures.get('civility.recognitions_by_theme')} hint={t('dashboard.themesHint')} scope={scope} />
        {appeals && cellsOf(appeals.value).some((cell) => cell.value > 0) && <Bars figure={appeals} scope={scope} />}
      </div>
      {flags && <Flags figure={flags} scope={scope} />}
    </section>
  );
}

function Flags({ figure, scope }: { figure: Figure; scope: FigureScope }) {
  const { t } = useTranslation();
  const cells = cellsOf(figure.value);
  if (cells.length === 0) return null;
  return (
    <Panel title={figure.title} hint={t('dashboard.flagsHint')}>
      <ul className={classes.flags}>
        {cells.map((cell) => (
          <li key={cell.key}>
            <span>{cell.label}</span>
            {cell.value === 0 ? (
              <span className={classes.zero}>{t('dashboard.noFlag')}</span>
            ) : (
              <FigureLink
                opens={figure.can_open}
                code={figure.code}
                scope={scope}
                cell={cell.key}
                label={`${cell.label} ${cell.value} ${figure.unit_label}`}
              >
                {cell.value} {figure.unit_label}
              </FigureLink>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
