import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './locales/en.json';
import ko from './locales/ko.json';

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

/** Starts the translations; both languages ship with the app, so that they switch offline. */
export async function startTranslations(language: Language): Promise<void> {
  i18n.on('languageChanged', (now) => {
    document.documentElement.lang = now;
  });
  await i18n.use(initReactI18next).init({
    resources: { en: { translation: en }, ko: { translation: ko } },
    lng: language,
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}
