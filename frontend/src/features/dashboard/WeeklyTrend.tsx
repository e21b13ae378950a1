import { Skeleton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Definition } from '@/shared/charts/Definition';
import { FigureLink } from '@/shared/charts/FigureLink';
import { cellsOf } from '@/shared/charts/figureValue';
import type { FigureScope } from '@/shared/charts/scope';
import { useFormat } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Panel';
import type { Figure } from './queries';
import classes from './WeeklyTrend.module.css';

// ECharts is most of this page's weight: the numbers above do not wait for it.
const Charts = lazy(() => import('./Charts'));

export function WeeklyTrend({
  figure,
  of,
  scope,
}: {
  figure: Figure | undefined;
  of: 'visits' | 'civility';
  scope: FigureScope;
}) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const navigate = useNavigate();
  if (!figure) return null;
  const weeks = cellsOf(figure.value);
  const most = weeks.reduce((a, b) => (b.value > a.value ? b : a), weeks[0] ?? { key: '', label: '', value: 0 });
  const total = weeks.reduce((sum, week) => sum + week.value, 0);
  const unit = figure.unit_label;
  const label = t(`dashboard.trend.${of}.label`, {
    weeks: weeks.length,
    total,
    unit,
    label: most.label,
    value: most.value,
  });
  return (
    <Panel title={figure.title} hint={t(`dashboard.trend.${of}.hint`)}>
      {total === 0 ? (
        <p className={classes.none}>{t(`dashboard.trend.${of}.none`)}</p>
      ) : (
        <>
          <Suspense fallback={<Skeleton h={260} />}>
            <Charts
              weeks={weeks}
              label={label}
              unit={unit}
              onPick={(index) => {
                const key = weeks[index]?.key;
                if (key !== undefined && figure.can_open)
                  navigate({ to: '/figures/$code', params: { code: figure.code }, search: { ...scope, key } });
              }}
            />
          </Suspense>
          <details className={classes.data}>
            <summary>{t('dashboard.showTable')}</summary>
            <table>
              <caption>{label}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('dashboard.week')}</th>
                  <th scope="col">{t(`dashboard.trend.${of}.column`, { unit })}</th>
                </tr>
              </thead>
              <tbody>
                {weeks.map((week) => (
                  <tr key={week.key}>
                    <th scope="row">{week.label}</th>
                    <td>
                      <FigureLink
                        opens={figure.can_open}
                        code={figure.code}
                        cell={week.key}
                        scope={scope}
                        label={`${week.label} ${number(week.value)} ${unit}`}
                      >
                        {number(week.value)}
                      </FigureLink>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
      <Definition text={figure.definition} />
    </Panel>
  );
}
