import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Definition } from '@/shared/charts/Definition';
import { FigureLink } from '@/shared/charts/FigureLink';
import { percent, shareOf } from '@/shared/charts/figureValue';
import type { FigureScope } from '@/shared/charts/scope';
import { useFormat } from '@/shared/i18n/format';
import classes from './Headline.module.css';
import type { Figure } from './queries';

/** 家访落实率: children fully settled of children owed. Both sides open to their own list. */
export function Headline({ figures, scope }: { figures: Map<string, Figure>; scope: FigureScope }) {
  const { t, i18n } = useTranslation();
  const { number } = useFormat();
  const figure = figures.get('visits.coverage');
  if (!figure) return null;
  const share = shareOf(figure.value);
  return (
    <section className={classes.headline} aria-labelledby="coverage">
      <Title order={2} fz="md" id="coverage">
        {figure.title}
      </Title>
      {share ? (
        <>
          <p className={classes.value}>{percent(share.part, share.whole, i18n.language)}</p>
          <div className={classes.bar} aria-hidden>
            <i style={{ width: `${(share.part / share.whole) * 100}%` }} />
          </div>
          <dl className={classes.sides}>
            {(['part', 'whole'] as const).map((side) => (
              <div key={side}>
                <dt>{t(`dashboard.side.${side}`)}</dt>
                <dd>
                  <FigureLink
                    opens={figure.can_open}
                    code={figure.code}
                    scope={scope}
                    side={side}
                    label={`${t(`dashboard.side.${side}`)} ${number(share[side])} ${figure.unit_label}`}
                  >
                    <b>{number(share[side])}</b>
                  </FigureLink>{' '}
                  {figure.unit_label}
                </dd>
              </div>
            ))}
          </dl>
        </>
      ) : (
        <p className={classes.nobody}>{t('figures.nobody')}</p>
      )}
      <Definition text={figure.definition} corner />
    </section>
  );
}
