import type { PixelBox } from '../image/edge-strength.ts';
import { findSlits, type SlitEvidence } from './find-slits.ts';
import { findRoughCloth } from './rough-cloth.ts';

/** Places that neither the network nor colour gets right, by pixel at half the working size. */
export interface ToldPlaces {
  /** 1 where texture tells cloth; null where nowhere. */
  readonly cloth: Uint8Array | null;
  /** 1 where ground is seen in slits; null where nowhere. */
  readonly ground: Uint8Array | null;
}

/** What is known before. */
export interface PlaceEvidence extends Omit<SlitEvidence, 'sure' | 'rough'> {
  /** Luminance 0..1. */
  readonly light: Float32Array;
  /** Non-zero where a pixel is surely garment, surely ground, or to be decided. */
  readonly trimap: {
    readonly garment: Uint8Array;
    readonly background: Uint8Array;
    readonly unknown: Uint8Array;
  };
}

/** Tells cloth by its texture on a smooth ground, and ground in slits between pieces of cloth. */
export function tellPlaces(evidence: PlaceEvidence): ToldPlaces {
  const { image, light, trimap, prior, smooth } = evidence;
  const { width, height } = image;
  const { background, unknown } = trimap;
  const cloth = smooth
    ? null
    : findRoughCloth({ light, width, height, background, unknown, prior });
  return { cloth, ground: findSlits({ ...evidence, sure: trimap.garment, rough: cloth }) };
}

/**
 * Ground that is seen within the garment, slits and what colours found.
 *
 * @param through At full size, of the part that `box` names; null when colours found nothing.
 * @param halfWidth Size that the slits were found at, pixels.
 * @returns 1 by pixel of that part; null where nothing is.
 */
export function seenInSlits(
  { ground }: ToldPlaces,
  through: Uint8Array | null,
  halfWidth: number,
  halfHeight: number,
  box: PixelBox,
): Uint8Array | null {
  if (!ground) return through;
  const across = box.right - box.left;
  const down = box.bottom - box.top;
  const seen = through ? through.slice() : new Uint8Array(across * down);
  for (let y = 0; y < down; y++) {
    const row = Math.min(halfHeight - 1, (y + box.top) >> 1) * halfWidth;
    for (let x = 0; x < across; x++) {
      if (ground[row + Math.min(halfWidth - 1, (x + box.left) >> 1)]) seen[y * across + x] = 1;
    }
  }
  return seen;
}
