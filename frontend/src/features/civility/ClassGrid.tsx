import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './Award.module.css';
import type { Child } from './kept';
import { inRoom } from './seats';

interface Props {
  students: readonly Child[];
  nameOf: (child: Child) => string;
  chosen: ReadonlySet<string>;
  /** How often I recognised each today. */
  given: ReadonlyMap<string, number>;
  onToggle: (id: string) => void;
}

/** As the children sit, seen from the front; without a seating plan as the register has them. */
export function ClassGrid({ students, nameOf, chosen, given, onToggle }: Props) {
  const { t } = useTranslation();
  const { seated, others, columns, rows } = inRoom(students);
  const tile = (child: Child) => (
    <Tile
      key={child.id}
      child={child}
      name={nameOf(child)}
      isChosen={chosen.has(child.id)}
      given={given.get(child.id) ?? 0}
      onToggle={onToggle}
    />
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons that stay pressed
    <div role="group" aria-label={t('civility.children')}>
      {seated.length > 0 && (
        <>
          <p className={classes.front} aria-hidden>
            {t('civility.front')}
          </p>
          <div className={classes.room} style={{ gridTemplateColumns: `repeat(${columns}, minmax(44px, 1fr))` }}>
            {rows.flatMap((row, place) =>
              row.map((child, column) =>
                // biome-ignore lint/suspicious/noArrayIndexKey: a gap between seats is nothing but its place
                child ? tile(child) : <span key={`${place}/${column}`} className={classes.gap} aria-hidden />,
              ),
            )}
          </div>
        </>
      )}
      {others.length > 0 && <div className={classes.register}>{others.map(tile)}</div>}
    </div>
  );
}

function Tile({
  child,
  name,
  isChosen,
  given,
  onToggle,
}: {
  child: Child;
  name: string;
  isChosen: boolean;
  given: number;
  onToggle: (id: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <button type="button" className={classes.tile} aria-pressed={isChosen} onClick={() => onToggle(child.id)}>
      {isChosen && <IconCheck size={16} stroke={2.4} aria-hidden className={classes.check} />}
      <span>
        {name}
        {given > 0 && <i className={classes.spoken}>{t('civility.tile', { count: given })}</i>}
      </span>
      {given > 0 && (
        <small aria-hidden key={given}>
          ×{given}
        </small>
      )}
    </button>
  );
}
