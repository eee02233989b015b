import type { Category } from '../garment/vocabulary.ts';
import type { BodyMeasures } from './body-measures.ts';
import { waistSeat } from './waist-seat.ts';

/** Trouser legs end this far above the floor at the longest, metres. */
const LEG_OFF_FLOOR = 0.035;

/** Flat lengths, some 6 cm of which go over bust and back, below the neck points (uppers) or the waist (waist garments), metres, for a body. */
export interface LengthRange {
  readonly min: number;
  readonly max: number;
}

/**
 * Lengths that garments of a category have on a body.
 *
 * @param waistGirth Of a waist garment's opening: decides how high it sits.
 */
export function lengthRange(
  category: Category,
  body: BodyMeasures,
  waistGirth: number,
): LengthRange {
  const toHip = body.neckSideHeight - body.hipHeight;
  const toCrotch = body.neckSideHeight - body.crotchHeight;
  switch (category) {
    case 'top':
      return { min: 0.36, max: toHip + 0.11 };
    case 'hoodie':
      return { min: 0.4, max: toHip + 0.13 };
    case 'shirt':
      return { min: 0.4, max: toHip + 0.15 };
    case 'outerwear':
      return { min: 0.42, max: body.neckSideHeight - 0.25 };
    case 'dress':
      return { min: toCrotch + 0.16, max: body.neckSideHeight - 0.04 };
    case 'jumpsuit':
      return { min: toCrotch + 0.08, max: body.neckSideHeight - 0.03 };
    case 'bodysuit':
      return { min: toCrotch + 0.01, max: toCrotch + 0.14 };
    case 'skirt':
      return { min: 0.3, max: body.waistHeight - 0.05 };
    case 'trousers':
      return { min: 0.6, max: waistSeat(waistGirth, null, body) - LEG_OFF_FLOOR };
    case 'shorts':
      return { min: 0.24, max: body.waistHeight - 0.35 };
  }
}

/** Most garments of the category end near here (metres, as lengthRange); null: any length is usual. */
export function usualLength(category: Category, body: BodyMeasures): number | null {
  const toHip = body.neckSideHeight - body.hipHeight;
  switch (category) {
    case 'top':
      return toHip + 0.07;
    case 'hoodie':
      return toHip + 0.08;
    case 'shirt':
      return toHip + 0.1;
    case 'trousers':
      return body.waistHeight - 0.08;
    default:
      return null;
  }
}
