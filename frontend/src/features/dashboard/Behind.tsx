import { IconCircleCheck, IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Definition } from '@/shared/charts/Definition';
import { FigureLink } from '@/shared/charts/FigureLink';
import { amountOf, cellsOf } from '@/shared/charts/figureValue';
import type { FigureScope } from '@/shared/charts/scope';
import { Panel } from '@/shared/ui/Panel';
import classes from './Behind.module.css';
import { type Figure, schoolClasses } from './queries';

/** Whom to help next. In the order of the classes, never of the numbers: this is a list of work, not a ranking. */
export function Behind({
  figure,
  ended,
  scope,
}: {
  figure: Figure | undefined;
  /** Circumstances that ended before anybody came: not overdue, and not to be forgotten. */
  ended: Figure | undefined;
  scope: FigureScope;
}) {
  const { t } = useTranslation();
  const { data: list } = useQuery(schoolClasses());
  if (!figure) return null;
  const missed = amountOf(ended?.value) ?? 0;
  const classesByKey = new Map(list?.results.map((c, place) => [c.id, { ...c, place }]));
  const placeOf = (key: string) => classesByKey.get(key)?.place ?? Number.MAX_SAFE_INTEGER;
  const behind = cellsOf(figure.value)
    .filter((cell) => cell.value > 0)
    .sort((a, b) => placeOf(a.key) - placeOf(b.key));
  return (
    <Panel title={t('dashboard.behind')} hint={t('dashboard.behindHint')} wide>
      {behind.length === 0 ? (
        <p className={classes.clear}>
          <IconCircleCheck size={22} aria-hidden /> {t('dashboard.nobodyBehind')}
        </p>
      ) : (
        <ul className={classes.list}>
          {behind.map(({ key, label, value }) => {
            const known = classesByKey.get(key);
            const teacher = known?.homeroom_teacher?.name;
            return (
              <li key={key}>
                <FigureLink opens={figure.can_open} code={figure.code} cell={key} scope={scope} className={classes.row}>
                  <b>{known?.name ?? label}</b>
                  <span>{t('dashboard.stillOwed', { amount: value, unit: figure.unit_label })}</span>
                  <small>
                    <IconPhone size={14} aria-hidden />
                    {teacher ? t('dashboard.talkTo', { name: teacher }) : t('dashboard.noHomeroom')}
                  </small>
                </FigureLink>
              </li>
            );
          })}
        </ul>
      )}
      {ended && missed > 0 && (
        <p className={classes.ended}>
          <FigureLink opens={ended.can_open} code={ended.code} scope={scope}>
            {t('dashboard.endedUnsettled', { amount: missed, unit: ended.unit_label })}
          </FigureLink>
        </p>
      )}
      <Definition text={figure.definition} />
    </Panel>
  );
}
