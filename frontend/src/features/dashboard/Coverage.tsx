import { useTranslation } from 'react-i18next';
import { Definition } from '@/shared/charts/Definition';
import { FigureLink } from '@/shared/charts/FigureLink';
import { cellsOf } from '@/shared/charts/figureValue';
import { ShareBars } from '@/shared/charts/ShareBars';
import type { FigureScope } from '@/shared/charts/scope';
import { Panel } from '@/shared/ui/Panel';
import type { Figure } from './queries';

/** Coverage by group. Absent for people to whom the server does not give the figure. */
export function Coverage({
  title,
  hint,
  part,
  whole,
  visited,
  scope,
}: {
  title: string;
  hint: string;
  part: Figure | undefined;
  whole: Figure | undefined;
  visited?: Figure | undefined;
  scope: FigureScope;
}) {
  const { t } = useTranslation();
  if (!part || !whole) return null;
  const wholes = cellsOf(whole.value);
  // One row alone repeats the headline.
  if (wholes.length < 2) return null;
  const seen = new Map(cellsOf(visited?.value).map((cell) => [cell.key, cell.value]));
  return (
    <Panel title={title} hint={hint}>
      <ShareBars
        parts={cellsOf(part.value)}
        wholes={wholes}
        partCode={part.code}
        wholeCode={whole.code}
        partName={t('dashboard.side.part')}
        wholeName={t('dashboard.side.whole')}
        unit={whole.unit_label}
        scope={scope}
        opens={part.can_open && whole.can_open}
        {...(visited && {
          note: (key: string) => (
            <FigureLink opens={visited.can_open} code={visited.code} cell={key} scope={scope}>
              {t('dashboard.visitedOnce', { amount: seen.get(key) ?? 0, unit: visited.unit_label })}
            </FigureLink>
          ),
        })}
      />
      <Definition text={part.definition} />
    </Panel>
  );
}
