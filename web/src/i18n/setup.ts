import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './locales/en.json';
import ko from './locales/ko.json';
import { problemSentences } from './problem-sentences.ts';

export const LANGUAGES = ['ko', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name: it must be readable to those who cannot read the current one. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { ko: '한국어', en: 'English' };

const isLanguage = (word: string): word is Language => LANGUAGES.some((known) => known === word);

/** The first of the wished languages that the app speaks. @param wished BCP 47 tags, best first. */
export function pickLanguage(wished: readonly string[]): Language {
  for (const tag of wished) {
    const primary = tag.toLowerCase().split('-')[0] ?? '';
    if (isLanguage(primary)) return primary;
  }
  return 'en';
}

/** Sentences of the app's own come before the shared ones: they offer what only an app can. */
const translation = (language: Language, own: typeof en) => ({
  ...own,
  problem: { ...problemSentences(language), ...own.problem },
});

export const RESOURCES = {
  en: { translation: translation('en', en) },
  ko: { translation: translation('ko', ko) },
} as const;

/** Starts the translations; both languages ship with the app, so that they switch offline. */
export async function startTranslations(language: Language): Promise<void> {
  i18n.on('languageChanged', (now) => {
    document.documentElement.lang = now;
  });
  await i18n.use(initReactI18next).init({
    resources: RESOURCES,
    lng: language,
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}
