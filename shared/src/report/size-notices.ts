import { NOTICES, type Notice, type NoticeCode, notice } from '../reading/notices.ts';
import type { EaseFigures } from './measure-ease.ts';
import { round } from './round.ts';

/** Where a body must be gone round; a hem ends wherever it does. */
const PLACES = ['chest', 'waist', 'hip'] as const;
/** Less is a tape's own error, metres. */
const SAME = 0.01;
/** Most that cloth is stretched to close round a body, as a share: the strain that a valid garment may have. */
const MOST_GIVEN = 0.15;
/** Metres beyond the wrist to which sleeves may go without being called long: to the thumb's root. */
const LONG = 0.04;
/** A waist's elastic, which may be what a relaxed width tells, stretches by more. */
const MOST_AT_WAIST = 0.4;

/**
 * What there is to say of a garment of a known size that is narrower than the body, as it was cut: that it is
 * tight, or, where cloth would have to give more than it can, that it is too small; and of one whose sleeves are long.
 *
 * @param sleevesBeyond Metres that they go beyond the wrists; null without cuffs.
 */
export function sizeNotices(
  { bodyGirths, cutGirths }: EaseFigures,
  sleevesBeyond: number | null,
): Notice[] {
  const short = { tight: [] as [string, number][], small: [] as [string, number][] };
  for (const place of PLACES) {
    const [body, cut] = [bodyGirths[place], cutGirths?.[place] ?? null];
    if (body === null || cut === null || body - cut < SAME) continue;
    const list =
      body / cut - 1 > (place === 'waist' ? MOST_AT_WAIST : MOST_GIVEN) ? short.small : short.tight;
    list.push([place, round(100 * (body - cut), 0)]);
  }
  return [
    ...sizeNotice('too-small-on-body', short.small),
    ...sizeNotice('tight-on-body', short.tight),
    ...(sleevesBeyond !== null && sleevesBeyond > LONG
      ? [notice('long-sleeves-on-body', [`${round(100 * sleevesBeyond, 0)}`])]
      : []),
  ];
}

function sizeNotice(code: NoticeCode, short: readonly (readonly [string, number])[]): Notice[] {
  if (short.length === 0) return [];
  const said = short.map(([place, cm]) => `${cm} cm at the ${place}`).join(', ');
  return [
    {
      code,
      message: NOTICES[code].replace('{values}', said),
      values: short.map(([place, cm]) => `${place} ${cm}`),
    },
  ];
}
