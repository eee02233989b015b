import type { GrayImage } from '../image/image.ts';
import { InputError } from '../job/input-error.ts';
import { findSelfCrossing } from './self-crossing.ts';
import { perimeter, polygonArea, resampleClosed, smoothClosed } from './smooth-outline.ts';
import { traceBoundary } from './trace-boundary.ts';

/** Distance between outline points, pixels. */
export const OUTLINE_STEP = 2.5;
/** Smoothing, in outline points: pixel steps go, corners stay. */
const SIGMAS = [1.2, 0.8, 0.5] as const;
/** A garment smaller than this share of the photo is not one that can be read. */
const LEAST_AREA = 0.01;

/**
 * The garment's outline: traced on the matte, smoothed, evenly spaced.
 *
 * @returns xy pairs, closed, simple, clockwise on screen.
 * @throws {InputError} `no-garment` when nothing is there to trace.
 */
export function outlineOf(matte: GrayImage): Float64Array {
  const traced = traceBoundary(matte);
  if (polygonArea(traced) < LEAST_AREA * matte.width * matte.height) {
    throw new InputError(
      'no-garment',
      'No garment was found in the photo. Lay one garment flat on a plain background of another colour, fill most of the picture with it, and try again.',
    );
  }
  const count = Math.max(64, Math.round(perimeter(traced) / OUTLINE_STEP));
  const even = resampleClosed(traced, count);
  for (const sigma of SIGMAS) {
    const smooth = smoothClosed(even, sigma);
    if (!findSelfCrossing(smooth)) return smooth;
  }
  return even;
}
