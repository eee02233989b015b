export class WordsError extends Error {}

/** What the command line asks for: `crash --kills 200 --seed 7`. */
export interface StressWords {
  /** Empty: all parts. */
  readonly parts: readonly string[];
  /** By name, without the dashes. */
  readonly numbers: Readonly<Record<string, number>>;
}

/**
 * @param known the parts and numbers that there are.
 * @throws {WordsError} for others, and for what is no number.
 */
export function readWords(
  words: readonly string[],
  known: { readonly parts: readonly string[]; readonly numbers: readonly string[] },
): StressWords {
  const parts: string[] = [];
  const numbers: Record<string, number> = {};
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (!word.startsWith('--')) {
      if (!known.parts.includes(word)) throw unknown('part', word, known.parts);
      parts.push(word);
      continue;
    }
    const [name = '', inline] = word.slice(2).split('=');
    if (!known.numbers.includes(name)) throw unknown('option', name, known.numbers);
    if (inline === undefined) i += 1;
    const text = inline ?? words[i] ?? '';
    const value = Number(text);
    if (text === '' || !Number.isSafeInteger(value) || value < 0) {
      throw new WordsError(`--${name} takes a whole number; ${JSON.stringify(text)} came.`);
    }
    numbers[name] = value;
  }
  return { parts, numbers };
}

const unknown = (what: string, word: string, all: readonly string[]) =>
  new WordsError(`There is no ${what} ${JSON.stringify(word)}. There are: ${all.join(', ')}.`);
