/** The languages that messages for people are written in. English is the one that stands in logs. */
export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The same sentence in every language; one that is missing does not compile. */
export type Localized = Readonly<Record<Language, string>>;

export const STANDARD_LANGUAGE: Language = 'en';

/** More are made up. */
const MOST_RANGES = 32;

const isLanguage = (tag: string): tag is Language => LANGUAGES.some((known) => known === tag);

/**
 * The language that an Accept-Language header wishes for most among ours (RFC 9110, section 12.5.4; ranges
 * match by their primary subtag). English where none is, or nothing is said.
 */
export function negotiateLanguage(header: string | null | undefined): Language {
  if (!header) return STANDARD_LANGUAGE;
  const wishes = header
    .split(',')
    .slice(0, MOST_RANGES)
    .map(readRange)
    .filter((wish) => wish !== null);
  const refused = new Set(wishes.filter(({ quality }) => quality === 0).map(({ tag }) => tag));
  const [best] = wishes
    .filter(({ quality }) => quality > 0)
    // Stable: what is wished for equally goes by its place.
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) =>
      tag === '*' ? LANGUAGES.find((language) => !refused.has(language)) : isLanguage(tag) && tag,
    )
    .filter((tag) => tag !== false && tag !== undefined);
  return best ?? STANDARD_LANGUAGE;
}

/** `ko-KR;q=0.8`; null where it cannot be read. */
function readRange(text: string): { tag: string; quality: number } | null {
  const found =
    /^\s*(\*|[a-z]{1,8})(?:-[a-z0-9-]*)?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*$/i.exec(text);
  if (!found?.[1]) return null;
  return { tag: found[1].toLowerCase(), quality: Math.min(1, Number(found[2] ?? 1)) };
}
