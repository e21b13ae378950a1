import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import type civility from '@/locales/zh-Hans/civility.json';
import type core from '@/locales/zh-Hans/core.json';
import type keeping from '@/locales/zh-Hans/keeping.json';
import type lessons from '@/locales/zh-Hans/lessons.json';
import type office from '@/locales/zh-Hans/office.json';
import type pairs from '@/locales/zh-Hans/pairs.json';

export const languages = { 'zh-Hans': '中文', en: 'English' } as const;
export type Language = keyof typeof languages;
const KEY = 'language';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: {
      translation: typeof core & typeof office & typeof civility & typeof keeping & typeof lessons & typeof pairs;
    };
  }
}

/** The words of the doorstep come first; those of an area with the first page that says them. */
export type Part = 'core' | 'office' | 'civility' | 'keeping' | 'lessons' | 'pairs';

/** One language is fetched, never both: Chinese people do not pay for English, nor the other way round. */
const catalogues: Record<Language, Record<Part, () => Promise<{ default: object }>>> = {
  'zh-Hans': {
    core: () => import('@/locales/zh-Hans/core.json'),
    office: () => import('@/locales/zh-Hans/office.json'),
    civility: () => import('@/locales/zh-Hans/civility.json'),
    keeping: () => import('@/locales/zh-Hans/keeping.json'),
    lessons: () => import('@/locales/zh-Hans/lessons.json'),
    pairs: () => import('@/locales/zh-Hans/pairs.json'),
  },
  en: {
    core: () => import('@/locales/en/core.json'),
    office: () => import('@/locales/en/office.json'),
    civility: () => import('@/locales/en/civility.json'),
    keeping: () => import('@/locales/en/keeping.json'),
    lessons: () => import('@/locales/en/lessons.json'),
    pairs: () => import('@/locales/en/pairs.json'),
  },
};
const spoken = new Set<Part>(['core']);

async function fetchWords(language: Language, parts: Iterable<Part>) {
  const fetched = await Promise.all([...parts].map((part) => catalogues[language][part]()));
  for (const words of fetched) i18n.addResourceBundle(language, 'translation', words.default, true, true);
}

/** Before the first page that needs them is shown. */
async function loadWords(part: Part) {
  if (spoken.has(part)) return;
  await fetchWords(i18n.language as Language, [part]);
  spoken.add(part);
}

/** What says words of an area comes with them: a page, or a part of one. */
export const saying =
  (part: Part) =>
  <T>(bring: () => Promise<T>) =>
  async () => {
    const [module] = await Promise.all([bring(), loadWords(part)]);
    return module;
  };

export async function setLanguage(language: Language) {
  await fetchWords(language, spoken);
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
  document.title = i18n.t('app.title');
  localStorage.setItem(KEY, language);
}

const chosen = () => {
  const kept = localStorage.getItem(KEY) ?? '';
  return kept in languages ? (kept as Language) : 'zh-Hans';
};

export async function initI18n(language: Language = chosen()) {
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: false, // a test holds both catalogues to the same keys
    resources: {},
    interpolation: { escapeValue: false },
  });
  // With no network the other catalogue may be out of reach; the app still opens, in Chinese.
  await setLanguage(language).catch(() => setLanguage('zh-Hans'));
}
