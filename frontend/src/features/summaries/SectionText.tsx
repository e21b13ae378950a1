import { useTranslation } from 'react-i18next';
import { FigureLink } from '@/shared/charts/FigureLink';
import type { Summary, Token } from './queries';
import classes from './SectionText.module.css';
import { paragraphsOf, partsOf, withoutUnit } from './tokens';

/** The text as it will be read, each figure a way to the records behind it. */
export function SectionText({ text, tokens, summary }: { text: string; tokens: Token[]; summary: Summary }) {
  const { t } = useTranslation();
  const paragraphs = paragraphsOf(text);
  if (paragraphs.length === 0) return <p className={classes.empty}>{t('summaries.noText')}</p>;
  return (
    <div className={classes.text}>
      {paragraphs.map((paragraph, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a paragraph has no name but its place
        <p key={line}>
          {partsOf(paragraph, tokens).map((part, place, parts) => {
            const key = `${line}-${place}`;
            if (part.kind === 'text') return <span key={key}>{part.text}</span>;
            if (part.kind === 'unknown') {
              const coming = part.figure in summary.figures;
              return (
                <mark key={key} data-coming={coming || undefined}>
                  {part.raw}
                  <small>{t(coming ? 'summaries.onSave' : 'summaries.unknownToken')}</small>
                </mark>
              );
            }
            const { figure, side, key: cell, value_text, label, records_count } = part.token;
            const after = parts[place + 1];
            const shown = withoutUnit(value_text, after?.kind === 'text' ? after.text : '');
            // Who may not read the exact value reads what the public will read, and nothing opens.
            if (records_count === null) return <b key={key}>{shown}</b>;
            return (
              <FigureLink
                key={key}
                code={figure}
                scope={{ term: summary.term.id, as_of: summary.as_of }}
                side={side === 'part' || side === 'whole' ? side : undefined}
                cell={cell || undefined}
                label={`${shown} ${label}`}
              >
                {shown}
              </FigureLink>
            );
          })}
        </p>
      ))}
    </div>
  );
}
