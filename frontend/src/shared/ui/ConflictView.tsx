import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Difference } from '../offline/kind';
import { Choices } from './Choices';
import classes from './ConflictView.module.css';

interface Props {
  differences: readonly Difference[];
  /** The fields on which the author's value is to stand. */
  onKeep: (mine: ReadonlySet<string>) => void;
  onGiveUp: () => void;
  busy?: boolean;
}

/** Two people wrote: only the fields that differ, side by side, and a choice for each. */
export function ConflictView({ differences, onKeep, onGiveUp, busy }: Props) {
  const { t } = useTranslation();
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
  const choose = (field: string, side: 'mine' | 'theirs') => {
    const next = new Set(theirs);
    if (side === 'theirs') next.add(field);
    else next.delete(field);
    setTheirs(next);
  };
  const shown = (value: string) => value || t('conflict.blank');
  return (
    <section className={classes.conflict} aria-label={t('conflict.title')}>
      <p className={classes.title}>{t('conflict.title')}</p>
      <p className={classes.hint}>{differences.length ? t('conflict.hint') : t('conflict.nothing')}</p>
      <div className={classes.fields}>
        {differences.map(({ field, label, mine, theirs: other }) => (
          <Choices
            key={field}
            name={`conflict-${field}`}
            legend={label}
            options={[
              { value: 'mine', label: shown(mine), note: t('conflict.mine') },
              { value: 'theirs', label: shown(other), note: t('conflict.theirs') },
            ]}
            value={theirs.has(field) ? 'theirs' : 'mine'}
            onChange={(side) => choose(field, side)}
          />
        ))}
      </div>
      <div className={classes.actions}>
        {differences.length > 0 && (
          <Button
            loading={busy ?? false}
            onClick={() => onKeep(new Set(differences.map((d) => d.field).filter((field) => !theirs.has(field))))}
          >
            {t('conflict.useChosen')}
          </Button>
        )}
        <Button variant="subtle" color="cinnabar" onClick={onGiveUp}>
          {t('conflict.useTheirs')}
        </Button>
      </div>
    </section>
  );
}
