import { type Language, type Localized, STANDARD_LANGUAGE } from './language.ts';

/** What a sentence says beside its words; JSON has it as it is. */
export type SentenceValue = string | number | boolean | null | readonly string[] | Localized;

/**
 * A sentence of a catalogue in every language, with its place there and its values: those can be kept, and the
 * words made again for whoever reads it (kept-sentence.ts).
 */
export type Sentence = Localized & {
  readonly key: string;
  readonly values: readonly SentenceValue[];
};

/** A function for each sentence, values as parameters; one that lacks a language does not compile. */
export type Wordings = Readonly<Record<string, (...values: never[]) => Localized>>;

export type Catalogue<Words extends Wordings> = {
  readonly [Key in keyof Words]: Parameters<Words[Key]> extends readonly SentenceValue[]
    ? (...values: Parameters<Words[Key]>) => Sentence
    : never;
};

/** Makes sentences of wordings. @param words its keys are kept: a renamed one makes old rows say less. */
export function catalogue<const Words extends Wordings>(words: Words): Catalogue<Words> {
  const speaking = Object.entries(words).map(([key, say]) => [
    key,
    (...values: never[]): Sentence => ({ ...say(...values), key, values }),
  ]);
  // Each function has the parameters of the one that it wraps.
  return Object.fromEntries(speaking) as Catalogue<Words>;
}

/** A line for people: a sentence, or words that only the standard language has. */
export type Line = string | Sentence;

export function inLanguage(line: Line, language: Language = STANDARD_LANGUAGE): string {
  return typeof line === 'string' ? line : line[language];
}
