import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Difference } from '../offline/kind';
import { Choices } from './Choices';
import classes from './ConflictView.module.css';
import { ReasonDialog } from './ReasonDialog';

interface Props {
  differences: readonly Difference[];
  /** The fields on which the author's value is to stand; the others give way, and are kept in the books. */
  onKeep: (mine: ReadonlySet<string>) => void;
  /** Opens a sealed value of the school's, for a purpose. */
  reveal?: ((field: string, purpose: string) => Promise<string>) | undefined;
  busy?: boolean;
}

/** Two devices wrote: only the fields that differ, side by side, and a choice for each. */
export function ConflictView({ differences, onKeep, reveal, busy }: Props) {
  const { t } = useTranslation();
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<Record<string, string>>({});
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
        {differences.map(({ field, label, mine, theirs: other, sealed }) => (
          <div key={field}>
            <Choices
              name={`conflict-${field}`}
              legend={label}
              options={[
                { value: 'mine', label: shown(mine), note: t('conflict.mine') },
                { value: 'theirs', label: shown(opened[field] ?? other), note: t('conflict.theirs') },
              ]}
              value={theirs.has(field) ? 'theirs' : 'mine'}
              onChange={(side) => choose(field, side)}
            />
            {sealed && reveal && opened[field] === undefined && (
              <Reveal
                reveal={(purpose) => reveal(field, purpose)}
                onOpened={(text) => setOpened((open) => ({ ...open, [field]: text }))}
              />
            )}
          </div>
        ))}
      </div>
      <div className={classes.actions}>
        <Button
          loading={busy ?? false}
          onClick={() => onKeep(new Set(differences.map((d) => d.field).filter((field) => !theirs.has(field))))}
        >
          {t('conflict.useChosen')}
        </Button>
        {differences.length > 0 && (
          <Button variant="subtle" color="cinnabar" onClick={() => onKeep(new Set())}>
            {t('conflict.useTheirs')}
          </Button>
        )}
      </div>
    </section>
  );
}

/** Sealed text opens only when it is asked for, and the purpose is logged. */
function Reveal({
  reveal,
  onOpened,
}: {
  reveal: (purpose: string) => Promise<string>;
  onOpened: (text: string) => void;
}) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const opening = useMutation({
    mutationFn: reveal,
    onSuccess: (text) => {
      setAsking(false);
      onOpened(text);
    },
  });
  return (
    <>
      <Button
        variant="subtle"
        size="sm"
        leftSection={<IconEye size={18} aria-hidden />}
        onClick={() => {
          opening.reset();
          setAsking(true);
        }}
      >
        {t('conflict.reveal')}
      </Button>
      <ReasonDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('visitPage.revealTitle')}
        hint={t('visitPage.revealHint')}
        label={t('visitPage.revealPurpose')}
        confirm={t('visitPage.revealConfirm')}
        busy={opening.isPending}
        error={opening.error}
        onConfirm={(purpose) => opening.mutate(purpose)}
      />
    </>
  );
}
