/**
 * What a photo departs from, by code; an app says each in its own language. A code is a contract,
 * never renamed. The English sentences say what was seen and what to do.
 */
export const NOTICES = {
  'touches-edge':
    'The garment reaches the photo’s edge ({values}); step back so that all of it shows.',
  'uneven-halves':
    'The two halves of the garment differ; lay it flat and even, with its sleeves or legs spread, unless it is cut that way.',
  'folded-leg':
    'A leg of the trousers lies folded over ({values}), so that they were given straight legs as long as could be seen; spread the legs out straight and take the photo again for their true length.',
  'hidden-sleeves':
    'No sleeves and no armholes were found, so its sleeves may lie folded onto it or under it; if it has sleeves, spread them out beside it and take the photo again.',
  'unsure-category':
    'It was taken for a garment of the category {values}, which is not certain; choose the category if that is wrong.',
  'unsure-landmarks':
    'These points of the garment are not certain: {values}; drag them where they belong if the result looks wrong.',
  'several-garments':
    'More than one garment seems to be on the photo; only the largest was used. Photograph one at a time.',
  'person-seen':
    'A person seems to wear the garment; a photo of the garment alone, laid flat, gives a much better result. The network segformer-b2-clothes cuts a garment out of such a photo (--matte-model, or in the app’s options).',
  'cut-from-person':
    'The garment was cut out of a photo of a dressed person; choose its category to take another one of theirs. A photo of the garment alone, laid flat, gives a better result.',
  'back-seen':
    'This may be the back of the garment, for no inside shows within its neck; if it is, photograph its front, and give this photo as the back (--back, or in the app the photo of the back).',
  'low-contrast':
    'The garment hardly differs from its background in places; a background of another colour gives a cleaner edge.',
  'hanger-removed': 'The hanger was taken out of the picture; check the upper edge.',
  'worn-looser':
    'It was too tight as chosen and is worn looser, with the ease {values}; choose another avatar or give the garment’s width if that is wrong.',
  'tight-on-body':
    'In the size that was given it is narrower than this body: {values}. It stretches to close there; choose a larger size or another avatar if that is not meant.',
  'too-small-on-body':
    'In the size that was given it is too small for this body: {values}. It was drawn out there to close, by more than cloth gives; choose a larger size or another avatar.',
  'long-sleeves-on-body':
    'In the size that was given its sleeves go {values} cm beyond the wrists of this body. They are drawn straight, as over longer arms. If they lie over its sides on the photo, they hide some of its width: spread them beside it; else choose a smaller size or another avatar if that is not meant.',
  'mesh-scaled':
    'The file was made {values} times as wide to fit this body, whatever its unit, so the ease says how it is worn and not how large the garment is; give a photo with its width for that.',
} as const satisfies Readonly<Record<string, string>>;

export type NoticeCode = keyof typeof NOTICES;

/** One thing about the photo that the user should know. */
export interface Notice {
  readonly code: NoticeCode;
  /** English, with what to do. */
  readonly message: string;
  /**
   * Words that fill the sentence: sides, landmark names, a category, a place and its centimetres (`chest 12`), centimetres or a factor;
   * empty where it takes none.
   */
  readonly values: readonly string[];
}

export function notice(code: NoticeCode, values: readonly string[] = []): Notice {
  return { code, message: NOTICES[code].replace('{values}', values.join(', ')), values };
}
