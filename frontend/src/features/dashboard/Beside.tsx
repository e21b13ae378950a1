import { useTranslation } from 'react-i18next';
import { Definition } from '@/shared/charts/Definition';
import { FigureLink } from '@/shared/charts/FigureLink';
import { amountOf, percent, shareOf } from '@/shared/charts/figureValue';
import type { FigureScope } from '@/shared/charts/scope';
import { useFormat } from '@/shared/i18n/format';
import classes from './Beside.module.css';
import type { Figure } from './queries';

/** What must always stand beside the headline, so that the share cannot be read without its exceptions. */
export const besideCoverage = [
  'visits.children_visited',
  'visits.obligations_settled',
  'visits.exempt',
  'visits.declined',
  'visits.late_entries',
  'visits.short_stay',
  'visits.left_unvisited',
  'visits.follow_ups_on_time',
  'visits.general_coverage',
  'visits.general_on_site',
  'visits.rounds_held',
  'visits.met_in_rounds',
];

/** Figures as small cards, in the order of their codes here. */
export function Beside({
  codes,
  label,
  figures,
  scope,
}: {
  codes: readonly string[];
  label: string;
  figures: Map<string, Figure>;
  scope: FigureScope;
}) {
  const shown = codes.flatMap((code) => figures.get(code) ?? []);
  return (
    <section className={classes.tiles} aria-label={label}>
      {shown.map((figure) => (
        <Tile key={figure.code} figure={figure} scope={scope} />
      ))}
    </section>
  );
}

function Tile({ figure, scope }: { figure: Figure; scope: FigureScope }) {
  const { t, i18n } = useTranslation();
  const { number } = useFormat();
  const share = shareOf(figure.value);
  const amount = amountOf(figure.value);
  return (
    <div className={classes.tile}>
      <h2>{figure.title}</h2>
      {figure.kind !== 'share' && amount !== null && (
        <p>
          <FigureLink
            opens={figure.can_open}
            code={figure.code}
            scope={scope}
            label={`${figure.title} ${number(amount)} ${figure.unit_label}`}
          >
            <b>{number(amount)}</b>
          </FigureLink>{' '}
          {figure.unit_label}
        </p>
      )}
      {figure.kind === 'declared' && amount === null && <p className={classes.none}>{t('dashboard.notDeclared')}</p>}
      {figure.kind === 'share' && !share && <p className={classes.none}>{t('dashboard.noCases')}</p>}
      {share && (
        <p>
          <FigureLink
            opens={figure.can_open}
            code={figure.code}
            scope={scope}
            side="part"
            label={`${figure.title} ${number(share.part)} ${figure.unit_label}`}
          >
            <b>{number(share.part)}</b>
          </FigureLink>
          <span aria-hidden> / </span>
          <FigureLink
            opens={figure.can_open}
            code={figure.code}
            scope={scope}
            side="whole"
            label={t('dashboard.ofAll', { title: figure.title, count: number(share.whole), unit: figure.unit_label })}
          >
            {number(share.whole)}
          </FigureLink>{' '}
          {figure.unit_label} <small>{percent(share.part, share.whole, i18n.language)}</small>
        </p>
      )}
      <Definition text={figure.definition} corner />
    </div>
  );
}
