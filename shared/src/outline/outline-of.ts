import type { GrayImage } from '../image/image.ts';
import { noGarmentFound } from '../matte/no-garment-found.ts';
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
    throw noGarmentFound();
  }
  const count = Math.max(64, Math.round(perimeter(traced) / OUTLINE_STEP));
  const even = resampleClosed(traced, count);
  for (const sigma of SIGMAS) {
    const smooth = smoothClosed(even, sigma);
    if (!findSelfCrossing(smooth)) return smooth;
  }
  return even;
}
