import { IconMessageQuestion } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from './AskAbout';
import classes from './Paper.module.css';
import type { Publication } from './queries';

type Content = NonNullable<Publication['content']>;
type Item = Content['chapters'][number]['items'][number];
type Ask = ((place: Place) => void) | undefined;

/** The frozen text. Where questions are taken, its numbers and items can be asked about. */
export function Chapters({ paper, onAsk }: { paper: Publication; onAsk: Ask }) {
  const { t, i18n } = useTranslation();
  const numerals = new Intl.NumberFormat(i18n.language.startsWith('zh') ? 'zh-u-nu-hanidec' : i18n.language);
  let place = 0;
  return paper.content?.chapters.map((chapter) => (
    <section key={chapter.number}>
      <h2>{t('publications.chapter', { number: numerals.format(chapter.number), title: chapter.title })}</h2>
      {chapter.items.map((item) => {
        place += 1;
        return <ItemText key={item.title} item={item} place={place} onAsk={onAsk} />;
      })}
    </section>
  ));
}

function ItemText({ item, place, onAsk }: { item: Item; place: number; onAsk: Ask }) {
  const { t } = useTranslation();
  return (
    <section>
      <h3>
        {item.number !== null && `${item.number}. `}
        {item.title}
      </h3>
      {item.not_applicable && <p className={classes.skipped}>{t('publications.notApplicable')}</p>}
      {item.paragraphs.map((paragraph, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a frozen paragraph has no name but its place
        <p key={line}>
          {paragraph.map((part, at) => {
            const { figure, text } = part;
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            if (!figure) return <span key={at}>{text}</span>;
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            if (!onAsk) return <b key={at}>{text}</b>;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <Fragment key={at}>
                <b>{text}</b>
                <button
                  type="button"
                  className={classes.mark}
                  aria-label={t('questions.askFigureOf', { value: text })}
                  onClick={() => onAsk({ item: place, figure, words: text })}
                >
                  <IconMessageQuestion size={18} aria-hidden />
                </button>
              </Fragment>
            );
          })}
        </p>
      ))}
      {onAsk && !item.not_applicable && (
        <button
          type="button"
          className={classes.ask}
          aria-label={t('questions.askItemOf', { title: item.title })}
          onClick={() => onAsk({ item: place, words: item.title })}
        >
          {t('questions.askItem')}
        </button>
      )}
    </section>
  );
}
