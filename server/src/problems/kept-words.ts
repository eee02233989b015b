import type { InputError } from '@fitroom/shared/job/input-error';
import { DETAILS } from '@fitroom/shared/messages/details';
import { JOB_LINES } from '@fitroom/shared/messages/job-lines';
import {
  isKeptSentence,
  keepLine,
  sayKept,
  sayKeptLog,
} from '@fitroom/shared/messages/kept-sentence';
import { LANGUAGES, type Language, type Localized } from '@fitroom/shared/messages/language';
import { PROBLEM_TEXTS } from '@fitroom/shared/messages/problem-texts';
import { catalogue, type Sentence } from '@fitroom/shared/messages/sentence';
import { isProblemCode } from '@fitroom/shared/schemas/problems';
import { MODEL_REASONS } from '../models/model-reasons.ts';
import { SERVICE_DETAILS } from './service-details.ts';

const OF_PROBLEMS = catalogue({
  /** English words of a failure, and in other languages what is said about its code. */
  problem: (code: string, detail: string) => ({
    en: detail,
    ko: PROBLEM_TEXTS[isProblemCode(code) ? code : 'unusable-photo'].advice.ko,
  }),
});

/** Every sentence that a row may keep, by its key; a test holds the keys apart. */
export const CATALOGUES = [DETAILS, JOB_LINES, MODEL_REASONS, SERVICE_DETAILS, OF_PROBLEMS];
const KNOWN = Object.assign({}, ...CATALOGUES) as Parameters<typeof sayKept>[0];

const isSentence = (localized: Localized): localized is Sentence => 'key' in localized;

/** Why something failed, as a row keeps it: for its column and for its log. */
export function keepFailure({
  code,
  message,
  localized,
}: Pick<InputError, 'code' | 'message' | 'localized'>): string {
  const isWhole = localized !== null && isSentence(localized);
  return keepLine(isWhole ? localized : OF_PROBLEMS.problem(code, message));
}

/** What a row keeps, in words; see kept-sentence.ts. */
export const sayRow = (kept: string, language: Language): string => sayKept(KNOWN, kept, language);

export const sayRowLog = (log: string, language: Language): string =>
  sayKeptLog(KNOWN, log, language);

/** The same in every language, to stand in another sentence. */
export const inAllLanguages = (kept: string): Localized =>
  Object.fromEntries(LANGUAGES.map((language) => [language, sayRow(kept, language)])) as Record<
    Language,
    string
  >;

/** A failure of a row in every language; rows of earlier versions have English words alone. */
export function failureOfRow(code: string, kept: string): Localized {
  return isKeptSentence(kept) ? inAllLanguages(kept) : OF_PROBLEMS.problem(code, kept);
}

/** Words of one language, where every language is asked for. */
export const likewise = (words: string): Localized => ({ en: words, ko: words });
