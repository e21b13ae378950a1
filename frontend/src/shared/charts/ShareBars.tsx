import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { FigureLink } from './FigureLink';
import { type Cell, percent } from './figureValue';
import classes from './ShareBars.module.css';
import type { FigureScope } from './scope';

/** One row per group: who is settled of who is owed. Both sides open; an empty group says so in words. */
export function ShareBars({
  parts,
  wholes,
  partCode,
  wholeCode,
  scope,
  unit,
  partName,
  wholeName,
  opens,
  note,
}: {
  parts: Cell[];
  wholes: Cell[];
  partCode: string;
  wholeCode: string;
  scope: FigureScope;
  unit: string;
  partName: string;
  wholeName: string;
  opens: boolean;
  note?: (key: string) => React.ReactNode;
}) {
  const { t, i18n } = useTranslation();
  const { number } = useFormat();
  const done = new Map(parts.map((cell) => [cell.key, cell.value]));
  return (
    <ul className={classes.rows}>
      {wholes.map(({ key, label, value: whole }) => {
        const part = done.get(key) ?? 0;
        return (
          <li key={key}>
            <span className={classes.label}>{label}</span>
            {whole === 0 ? (
              <span className={classes.none}>{t('figures.nobody')}</span>
            ) : (
              <>
                <span className={classes.bar} aria-hidden>
                  <i style={{ width: `${(part / whole) * 100}%` }} />
                </span>
                <span className={classes.numbers}>
                  <FigureLink
                    opens={opens}
                    code={partCode}
                    cell={key}
                    scope={scope}
                    label={`${label} ${partName} ${number(part)} ${unit}`}
                  >
                    {number(part)}
                  </FigureLink>
                  <span aria-hidden>/</span>
                  <FigureLink
                    opens={opens}
                    code={wholeCode}
                    cell={key}
                    scope={scope}
                    label={`${label} ${wholeName} ${number(whole)} ${unit}`}
                  >
                    {number(whole)}
                  </FigureLink>
                  <small>{unit}</small>
                </span>
                <b>{percent(part, whole, i18n.language)}</b>
                {note && <span className={classes.note}>{note(key)}</span>}
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
