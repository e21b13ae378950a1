import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { FormDialog } from '@/shared/ui/FormDialog';
import classes from './Award.module.css';
import type { Item } from './kept';
import { takesDetails } from './request';

const NEAR = 4;
const domains = ['school', 'home', 'community'] as const;

/** The recent ones and the theme's before the others; of both, those first that a tap is enough for. */
function nearest(items: readonly Item[]) {
  const far = (item: Item) => (item.is_recent || item.is_theme ? 0 : 2) + (takesDetails(item) ? 1 : 0);
  return items
    .filter((item) => item.kind === 'recognition')
    .sort((a, b) => far(a) - far(b))
    .slice(0, NEAR);
}

interface Props {
  items: readonly Item[];
  names: readonly string[];
  onAll: () => void;
  onNone: () => void;
  onItem: (item: Item) => void;
}

/** What was seen, under the thumb: lately used and this month's first. The tap gives it to whoever is chosen. */
export function ItemTray({ items, names, onAll, onNone, onItem }: Props) {
  const { t } = useTranslation();
  const { list } = useFormat();
  const [all, setAll] = useState(false);
  const near = nearest(items);
  const nobody = names.length === 0;
  const chip = (item: Item) => (
    <button
      key={item.id}
      type="button"
      className={classes.item}
      data-kind={item.kind}
      data-theme={item.is_theme || undefined}
      disabled={nobody}
      onClick={() => {
        setAll(false);
        onItem(item);
      }}
    >
      {item.name}
      <b>{worthOf(item)}</b>
    </button>
  );
  return (
    <section className={classes.tray} aria-label={t('civility.what')}>
      <div className={classes.trayHead}>
        <p aria-live="polite">
          {nobody
            ? t('civility.start')
            : t('civility.chosen', { count: names.length, names: names.length > 2 ? '' : list(names) })}
        </p>
        <Button variant="subtle" size="sm" onClick={nobody ? onAll : onNone} className={classes.small}>
          {nobody ? t('civility.everybody') : t('act.clear')}
        </Button>
      </div>
      <div className={classes.items}>
        {near.map(chip)}
        {items.length > near.length && (
          <button type="button" className={classes.item} disabled={nobody} data-more onClick={() => setAll(true)}>
            {t('civility.allItems')}
          </button>
        )}
      </div>
      <FormDialog opened={all} onClose={() => setAll(false)} title={t('civility.allItems')}>
        {domains.map((domain) => {
          const own = items.filter((item) => item.domain === domain);
          if (own.length === 0) return null;
          return (
            <section key={domain} className={classes.domain}>
              <h3>{t(`civility.domain.${domain}`)}</h3>
              <div className={classes.items}>{own.map(chip)}</div>
            </section>
          );
        })}
      </FormDialog>
    </section>
  );
}

const signed = (value: number) => (value > 0 ? `+${value}` : `${value}`.replace('-', '−'));

/** +1, or +1–4 where the giver chooses. A reminder is worth nothing and says nothing. */
const worthOf = ({ kind, least, most }: Item) =>
  kind === 'reminder' ? '' : least === most ? signed(least) : `${signed(least)}–${Math.abs(most)}`;
