import { useTranslation } from 'react-i18next';
import type { Section } from './queries';

/** The items under their chapters, in the order of the template. */
export function chaptersOf(sections: Section[]) {
  const chapters: { chapter: number; title: string; sections: Section[] }[] = [];
  for (const section of sections) {
    const last = chapters.at(-1);
    if (last?.chapter === section.chapter) last.sections.push(section);
    else chapters.push({ chapter: section.chapter, title: section.chapter_title, sections: [section] });
  }
  return chapters;
}

/** 一、二、三 in Chinese, 1, 2, 3 otherwise. */
export function useOrdinal() {
  const { i18n } = useTranslation();
  const numerals = new Intl.NumberFormat(i18n.language.startsWith('zh') ? 'zh-u-nu-hanidec' : i18n.language);
  return (chapter: number) => numerals.format(chapter);
}
