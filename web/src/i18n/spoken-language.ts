import i18n from 'i18next';
import type { Language } from './setup.ts';

/** What the app speaks now; a server is asked in it, and lines of jobs are written in it. */
export const spokenLanguage = (): Language => (i18n.language === 'ko' ? 'ko' : 'en');
