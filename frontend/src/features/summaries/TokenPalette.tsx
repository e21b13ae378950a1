import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Token } from './queries';
import classes from './TokenPalette.module.css';

/** The figures this item may use, each with its value today: text never carries a typed number. */
export function TokenPalette({ tokens, onInsert }: { tokens: Token[]; onInsert: (token: string) => void }) {
  const { t } = useTranslation();
  if (tokens.length === 0) return null;
  return (
    <section className={classes.palette} aria-label={t('summaries.palette')}>
      <p>{t('summaries.paletteHint')}</p>
      <ul>
        {tokens.map((token) => (
          <li key={token.token}>
            <button
              type="button"
              onClick={() => onInsert(token.token)}
              aria-label={t('summaries.insert', { label: token.label, value: token.value_text })}
            >
              <IconPlus size={16} aria-hidden />
              <span>{token.label}</span>
              <b>{token.value_text}</b>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
