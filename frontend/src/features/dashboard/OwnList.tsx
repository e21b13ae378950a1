import { IconCircleCheck, IconListCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { cellsOf } from '@/shared/charts/figureValue';
import { useCan } from '@/shared/session/me';
import { Panel } from '@/shared/ui/Panel';
import classes from './Behind.module.css';
import type { Figure } from './queries';

/** A teacher's next step: the families of their own class that still wait. */
export function OwnList({ figure }: { figure: Figure | undefined }) {
  const { t } = useTranslation();
  const can = useCan();
  if (!figure || !can('OBLIGATION_READ')) return null;
  const left = cellsOf(figure.value).reduce((sum, cell) => sum + cell.value, 0);
  return (
    <Panel title={t('dashboard.ownNext')}>
      {left === 0 ? (
        <p className={classes.clear}>
          <IconCircleCheck size={22} aria-hidden /> {t('dashboard.ownDone')}
        </p>
      ) : (
        <Link to="/obligations" className={classes.row}>
          <b>
            <IconListCheck size={18} aria-hidden /> {t('dashboard.ownOpen')}
          </b>
          <span>{t('dashboard.stillOwed', { amount: left, unit: figure.unit_label })}</span>
        </Link>
      )}
    </Panel>
  );
}
