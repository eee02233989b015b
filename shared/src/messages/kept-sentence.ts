import type { Language } from './language.ts';
import type { Line, Sentence, SentenceValue } from './sentence.ts';

/** Begins every kept sentence; none of our own words do. */
const MARK = '["';
/** In place of a key: words of one language alone. */
const WORDS = '';

/** Any catalogue: a function for each key. */
export type Known = Readonly<Record<string, (...values: never[]) => Sentence>>;

/** A line as a row keeps it: one line of text, which {@link sayKept} says in any language. */
export function keepLine(line: Line): string {
  if (typeof line !== 'string') return JSON.stringify([line.key, ...line.values]);
  const words = line.replaceAll('\n', ' ');
  return words.startsWith(MARK) ? JSON.stringify([WORDS, words]) : words;
}

/**
 * What was kept, in words. Words that were kept as they are (rows of earlier versions too) stay as they are;
 * a sentence that this version does not know, of a newer one, is said by its key and values.
 */
export function sayKept(known: Known, kept: string, language: Language): string {
  const read = readKept(kept);
  if (read === null) return kept;
  const [key, values] = read;
  if (key === WORDS) return String(values[0] ?? '');
  if (!Object.hasOwn(known, key)) return [key, ...values].join(' ');
  // This very function was given these values when it was kept.
  return known[key]?.(...(values as never[]))[language] ?? kept;
}

/** The lines of a log, each as it was kept. */
export function sayKeptLog(known: Known, log: string, language: Language): string {
  if (!log.includes(MARK)) return log;
  return log
    .split('\n')
    .map((line) => sayKept(known, line, language))
    .join('\n');
}

/** Whether it is one that is said in every language. */
export const isKeptSentence = (kept: string) => {
  const read = readKept(kept);
  return read !== null && read[0] !== WORDS;
};

function readKept(kept: string): [key: string, values: readonly SentenceValue[]] | null {
  if (!kept.startsWith(MARK)) return null;
  try {
    const [key, ...values] = JSON.parse(kept) as [string, ...SentenceValue[]];
    return [key, values];
  } catch {
    // Words that only look like it.
    return null;
  }
}
