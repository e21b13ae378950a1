import { useTranslation } from 'react-i18next';
import { Definition } from '@/shared/charts/Definition';
import { FigureLink } from '@/shared/charts/FigureLink';
import { amountOf, cellsOf } from '@/shared/charts/figureValue';
import type { FigureScope } from '@/shared/charts/scope';
import { useFormat } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Panel';
import classes from './Bars.module.css';
import type { Figure } from './queries';

/** A breakdown: lengths compare with the largest, numbers are the truth. */
export function Bars({
  figure,
  total,
  hint,
  scope,
}: {
  figure: Figure | undefined;
  total?: Figure | undefined;
  hint?: string;
  scope: FigureScope;
}) {
  const { t } = useTranslation();
  const { number } = useFormat();
  if (!figure) return null;
  const cells = cellsOf(figure.value);
  const most = Math.max(1, ...cells.map((cell) => cell.value));
  const all = amountOf(total?.value);
  return (
    <Panel title={figure.title} hint={hint}>
      {cells.length === 0 && <p className={classes.none}>{t('dashboard.noCases')}</p>}
      <ul className={classes.rows}>
        {cells.map(({ key, label, value }) => (
          <li key={key}>
            <span>{label}</span>
            <span className={classes.bar} aria-hidden>
              <i style={{ width: `${(value / most) * 100}%` }} />
            </span>
            <span className={classes.number}>
              <FigureLink
                opens={figure.can_open}
                code={figure.code}
                cell={key}
                scope={scope}
                label={`${label} ${number(value)} ${figure.unit_label}`}
              >
                {number(value)}
              </FigureLink>{' '}
              {figure.unit_label}
            </span>
          </li>
        ))}
      </ul>
      {total && all !== null && (
        <p className={classes.total}>
          {total.title}{' '}
          <FigureLink
            opens={total.can_open}
            code={total.code}
            scope={scope}
            label={`${total.title} ${number(all)} ${total.unit_label}`}
          >
            {number(all)}
          </FigureLink>{' '}
          {total.unit_label}
        </p>
      )}
      <Definition text={figure.definition} />
    </Panel>
  );
}
