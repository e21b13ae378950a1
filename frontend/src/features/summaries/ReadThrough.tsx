import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { chaptersOf, useOrdinal } from './chapters';
import type { Summary } from './queries';
import classes from './ReadThrough.module.css';
import { SectionText } from './SectionText';

/** The whole paper in reading order, as saved: what a reviewer signs for. */
export function ReadThrough({ summary }: { summary: Summary }) {
  const { t } = useTranslation();
  const ordinal = useOrdinal();
  return (
    <article className={classes.paper}>
      {chaptersOf(summary.sections).map(({ chapter, title, sections }) => (
        <section key={chapter}>
          <h2>{t('summaries.chapter', { chapter: ordinal(chapter), title })}</h2>
          {sections.map((section) => (
            <section key={section.id} className={classes.item}>
              <h3>
                <Link to="." hash={section.code}>
                  {section.number !== null && `${section.number}. `}
                  {section.title}
                </Link>
              </h3>
              {section.not_applicable ? (
                <p className={classes.skipped}>{t('summaries.notApplicable')}</p>
              ) : (
                <SectionText text={section.text} tokens={section.tokens} summary={summary} />
              )}
            </section>
          ))}
        </section>
      ))}
    </article>
  );
}
