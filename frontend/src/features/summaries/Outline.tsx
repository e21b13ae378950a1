import { useMediaQuery } from '@mantine/hooks';
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconMinus, IconPencil } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { chaptersOf, useOrdinal } from './chapters';
import classes from './Outline.module.css';
import type { Section, Summary } from './queries';
import type { Draft } from './useDrafts';

type Mark = 'unsaved' | 'blocked' | 'skipped' | 'written' | 'empty';
const icons = {
  unsaved: IconPencil,
  blocked: IconAlertTriangle,
  skipped: IconMinus,
  written: IconCheck,
  empty: IconCircleDashed,
};

// The item is in the hash: without this every line would count as the current one.
const exact = { includeHash: true };

/** Chapters and items, each with where it stands: in words as well as in a mark. */
export function Outline({ summary, drafts }: { summary: Summary; drafts: Record<string, Draft> }) {
  const { t } = useTranslation();
  const ordinal = useOrdinal();
  const wide = useMediaQuery('(min-width: 62em)');
  const blocked = new Set(summary.gates.map((gate) => gate.section));
  const markOf = (section: Section): Mark => {
    if (drafts[section.id]) return 'unsaved';
    if (blocked.has(section.id)) return 'blocked';
    if (section.not_applicable) return 'skipped';
    return section.text.trim() ? 'written' : 'empty';
  };
  return (
    <nav className={classes.outline} aria-label={t('summaries.outline')}>
      {/* Folded on a phone, where the text comes first. */}
      <details open={wide}>
        <summary>{t('summaries.outline')}</summary>
        <Link to="." hash="" activeOptions={exact} className={classes.item}>
          <span>{t('summaries.readThrough')}</span>
        </Link>
        <ol className={classes.chapters}>
          {chaptersOf(summary.sections).map(({ chapter, title, sections }) => (
            <li key={chapter}>
              <h2>{t('summaries.chapter', { chapter: ordinal(chapter), title })}</h2>
              <ol>
                {sections.map((section) => {
                  const mark = markOf(section);
                  const Icon = icons[mark];
                  return (
                    <li key={section.id}>
                      <Link to="." hash={section.code} className={classes.item} activeOptions={exact}>
                        <span>
                          {section.number !== null && `${section.number}. `}
                          {section.title}
                        </span>
                        <Icon size={16} data-mark={mark} role="img" aria-label={t(`summaries.mark.${mark}`)} />
                      </Link>
                    </li>
                  );
                })}
              </ol>
            </li>
          ))}
        </ol>
      </details>
    </nav>
  );
}
