import { Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useOrdinal } from './chapters';
import classes from './Item.module.css';
import type { Section, Summary } from './queries';
import { SectionEditor } from './SectionEditor';
import { SectionText } from './SectionText';
import type { Draft } from './useDrafts';

/** One item alone: to write for those who may, to read for the others. */
export function Item({
  summary,
  section,
  draft,
  onDraft,
}: {
  summary: Summary;
  section: Section;
  draft: Draft | undefined;
  onDraft: (section: string, draft: Draft | undefined) => void;
}) {
  const { t } = useTranslation();
  const ordinal = useOrdinal();
  const place = summary.sections.indexOf(section);
  const before = summary.sections[place - 1];
  const after = summary.sections[place + 1];
  return (
    <article id={section.code} className={classes.item} aria-labelledby="item-title">
      <p className={classes.chapter}>
        {t('summaries.chapter', { chapter: ordinal(section.chapter), title: section.chapter_title })}
      </p>
      <Title order={2} fz="xl" id="item-title">
        {section.number !== null && `${section.number}. `}
        {section.title}
      </Title>
      <div className={classes.body}>
        {section.abilities.includes('edit_section') ? (
          <SectionEditor
            key={section.id}
            summary={summary}
            section={section}
            draft={draft}
            onDraft={(next) => onDraft(section.id, next)}
          />
        ) : section.not_applicable ? (
          <p className={classes.skipped}>{t('summaries.notApplicable')}</p>
        ) : (
          <SectionText text={section.text} tokens={section.tokens} summary={summary} />
        )}
      </div>
      <nav className={classes.next} aria-label={t('summaries.neighbours')}>
        {before && (
          <Link to="." hash={before.code}>
            ← {before.title}
          </Link>
        )}
        {after && (
          <Link to="." hash={after.code} data-after>
            {after.title} →
          </Link>
        )}
      </nav>
    </article>
  );
}
