import { useTranslation } from 'react-i18next';
import { FigureLink } from '@/shared/charts/FigureLink';
import { amountOf, cellsOf, percent, shareOf } from '@/shared/charts/figureValue';
import type { FigureScope } from '@/shared/charts/scope';
import { useFormat } from '@/shared/i18n/format';
import classes from './Figure.module.css';
import type { Figure } from './queries';

/** The number itself. A share switches between its sides, a breakdown between its cells; both are addresses. */
export function FigureValue({
  figure,
  scope,
  side,
  cell,
}: {
  figure: Figure;
  scope: FigureScope;
  side: string | undefined;
  cell: string | undefined;
}) {
  const { t, i18n } = useTranslation();
  const { number } = useFormat();
  const share = shareOf(figure.value);
  const amount = amountOf(figure.value);
  const cells = cellsOf(figure.value);

  if (figure.kind === 'share')
    return share ? (
      <section className={classes.value} aria-label={t('figures.value')}>
        <strong>{percent(share.part, share.whole, i18n.language)}</strong>
        <nav className={classes.choices} aria-label={t('figures.sides')}>
          {(['part', 'whole'] as const).map((one) => (
            <FigureLink
              key={one}
              code={figure.code}
              scope={scope}
              side={one}
              className={classes.choice}
              current={side === one}
            >
              {t(`figures.side.${one}`)} <b>{number(share[one])}</b> {figure.unit_label}
            </FigureLink>
          ))}
        </nav>
      </section>
    ) : (
      <section className={classes.value} aria-label={t('figures.value')}>
        <strong data-words>{t('figures.nobody')}</strong>
      </section>
    );

  if (amount !== null)
    return (
      <section className={classes.value} aria-label={t('figures.value')}>
        <strong>{number(amount)}</strong> <span>{figure.unit_label}</span>
      </section>
    );

  return (
    <section className={classes.value} aria-label={t('figures.value')}>
      <nav className={classes.choices} aria-label={t('figures.cells')}>
        {cells.map(({ key, label, value }) => (
          <FigureLink
            key={key}
            code={figure.code}
            scope={scope}
            cell={key}
            className={classes.choice}
            current={cell === key}
          >
            {label} <b>{number(value)}</b> {figure.unit_label}
          </FigureLink>
        ))}
      </nav>
    </section>
  );
}
