import { VisuallyHidden } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { cellsOf } from '@/shared/charts/figureValue';
import type { Summary, Token } from './queries';
import classes from './TokenPalette.module.css';

/** The figures this item may use, each with its value today: text never carries a typed number. */
export function TokenPalette({
  tokens,
  figures,
  onInsert,
}: {
  tokens: Token[];
  figures: Summary['figures'];
  onInsert: (token: string) => void;
}) {
  const { t } = useTranslation();
  /** One figure may stand here several times: its side or its cell tells them apart. */
  const nameOf = ({ label, side, key, figure }: Token) => {
    if (side) return `${label} · ${t(`summaries.side.${side}` as 'summaries.side.part')}`;
    const cell = key && cellsOf(figures[figure]?.value).find((one) => one.key === key);
    return cell ? `${label} · ${cell.label}` : label;
  };
  if (tokens.length === 0) return null;
  return (
    <section className={classes.palette} aria-label={t('summaries.palette')}>
      <p>{t('summaries.paletteHint')}</p>
      <ul>
        {tokens.map((token) => (
          <li key={token.token}>
            <button type="button" onClick={() => onInsert(token.token)}>
              <IconPlus size={16} aria-hidden />
              <VisuallyHidden>{t('summaries.insert')}</VisuallyHidden>
              <span>{nameOf(token)}</span>
              <b>{token.value_text}</b>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
