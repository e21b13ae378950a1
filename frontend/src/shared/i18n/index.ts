import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import type core from '@/locales/zh-Hans/core.json';
import type office from '@/locales/zh-Hans/office.json';

export const languages = { 'zh-Hans': '中文', en: 'English' } as const;
export type Language = keyof typeof languages;
const KEY = 'language';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof core & typeof office };
  }
}

/** One language is fetched, never both: Chinese people do not pay for English, nor the other way round. */
const catalogues: Record<Language, () => Promise<{ default: object }[]>> = {
  'zh-Hans': () => Promise.all([import('@/locales/zh-Hans/core.json'), import('@/locales/zh-Hans/office.json')]),
  en: () => Promise.all([import('@/locales/en/core.json'), import('@/locales/en/office.json')]),
};

export async function setLanguage(language: Language) {
  if (!i18n.hasResourceBundle(language, 'translation')) {
    const parts = await catalogues[language]();
    i18n.addResourceBundle(language, 'translation', Object.assign({}, ...parts.map((part) => part.default)));
  }
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
