import { useTranslation } from 'react-i18next';
import { FigureLink } from '@/shared/charts/FigureLink';
import { cellsOf } from '@/shared/charts/figureValue';
import type { FigureScope } from '@/shared/charts/scope';
import { Panel } from '@/shared/ui/Panel';
import { Coverage } from './Coverage';
import classes from './Dashboard.module.css';
import type { Figure } from './queries';

/** 普访: whether every child was visited this year. Absent where the school does not ask for it. */
export function General({ figures, scope }: { figures: Map<string, Figure>; scope: FigureScope }) {
  const { t } = useTranslation();
  const whole = figures.get('visits.general_owed_by_grade');
  const open = figures.get('visits.general_outstanding_by_class');
  const cells = cellsOf(open?.value).filter((cell) => cell.value > 0);
  if (!whole || cellsOf(whole.value).length === 0) return null;
  return (
    <div className={classes.pair}>
      <Coverage
        title={t('dashboard.general')}
        hint={t('dashboard.generalHint')}
        part={figures.get('visits.general_met_by_grade')}
        whole={whole}
        scope={scope}
      />
      {open && cells.length > 1 && (
        <Panel title={t('dashboard.generalOpen')}>
          <ul className={classes.open}>
            {cells.map((cell) => (
              <li key={cell.key}>
                <span>{cell.label}</span>
                <FigureLink
                  opens={open.can_open}
                  code={open.code}
                  scope={scope}
                  cell={cell.key}
                  label={`${cell.label} ${cell.value} ${open.unit_label}`}
                >
                  {cell.value} {open.unit_label}
                </FigureLink>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}
