import { type Category, UPPER_CATEGORIES } from '../garment/vocabulary.ts';
import type { RgbaImage } from '../image/image.ts';
import { resizeImage } from '../image/resize.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { InputError } from '../job/input-error.ts';
import { frameOutline } from '../landmarks/garment-frame.ts';
import { torsoHalfWidth, widthProfile } from '../landmarks/torso-width.ts';
import { makeMatte } from '../matte/make-matte.ts';
import type { MattePrior } from '../matte/matte-prior.ts';
import { outlineOf } from '../outline/outline-of.ts';
import { findSymmetryAxis } from '../outline/symmetry-axis.ts';
import { assembleArcs } from './assemble-arcs.ts';
import { detectCategory } from './detect-category.ts';
import { defaultNeckline } from './front-neckline.ts';
import { openSleeves } from './open-sleeves.ts';
import { readArcs } from './garment-arcs.ts';
import type { GarmentReading, Landmark } from './garment-reading.ts';

/** Long side of the working image, pixels: small photos are enlarged so that lengths in pixels mean the same. */
export const WORKING_SIZE = 1024;

export interface ReadGarmentOptions {
  readonly category: Category | 'auto';
}

/** The photo at working size, its long side WORKING_SIZE. */
export function workingImageOf(photo: RgbaImage): RgbaImage {
  const scale = WORKING_SIZE / Math.max(photo.width, photo.height);
  return resizeImage(
    photo,
    Math.max(1, Math.round(photo.width * scale)),
    Math.max(1, Math.round(photo.height * scale)),
  );
}

/**
 * Reads one photo: separates the garment, traces its outline and names the outline's parts.
 *
 * @param photo Upright (EXIF applied).
 * @throws {InputError} when no garment can be read; the message says what to do.
 * @throws {CancelledError}
 */
export async function readGarment(
  photo: RgbaImage,
  prior: MattePrior,
  options: ReadGarmentOptions,
  context: JobContext,
): Promise<GarmentReading & { readonly workingImage: RgbaImage }> {
  throwIfCancelled(context.signal);
  context.progress('matte', 0);
  const workingImage = workingImageOf(photo);
  const matte = await makeMatte(workingImage, prior);
  throwIfCancelled(context.signal);
  context.progress('matte', 1);
  context.progress('outline', 0);
  let traced = outlineOf(matte);
  const axis = findSymmetryAxis(matte);
  let frame = frameOutline(traced, axis);
  const profile = widthProfile(matte, frame);
  const torso = torsoHalfWidth(profile);
  const detected = detectCategory(frame, profile, torso);
  const value = options.category === 'auto' ? detected.value : options.category;
  let read = readArcs(frame, value, torso);
  let assembled = assembleArcs(read.starts, frame.count);
  if (UPPER_CATEGORIES.has(value)) {
    const opened = openSleeves(workingImage, matte, frame, torso);
    if (opened) {
      const openedOutline = outlineOf(opened);
      const openedFrame = frameOutline(openedOutline, axis);
      const openedRead = readArcs(openedFrame, value, torso);
      const openedArcs = assembleArcs(openedRead.starts, openedFrame.count);
      if (openedArcs) {
        traced = openedOutline;
        frame = openedFrame;
        read = openedRead;
        assembled = openedArcs;
      }
    }
  }
  if (!assembled) {
    throw new InputError(
      'outline-unreadable',
      'The parts of the garment could not be told apart. Lay it flat, spread its sleeves or legs apart, and take the photo again, or choose its category.',
    );
  }
  const outline = new Float64Array(traced.length);
  for (let i = 0; i < frame.count; i++) {
    const j = (i + assembled.first) % frame.count;
    outline[i * 2] = traced[j * 2]!;
    outline[i * 2 + 1] = traced[j * 2 + 1]!;
  }
  const pointAt = (point: number): readonly [number, number] => [
    traced[point * 2]!,
    traced[point * 2 + 1]!,
  ];
  const landmarks: Landmark[] = read.landmarks.map(({ name, point, confidence }) => {
    const [x, y] = pointAt(point);
    return { name, x, y, confidence };
  });
  const right = landmarks.find((mark) => mark.name === 'neck-right');
  const left = landmarks.find((mark) => mark.name === 'neck-left');
  const hooded = read.hooded;
  const frontNeckline =
    UPPER_CATEGORIES.has(value) && right && left && !hooded
      ? defaultNeckline([right.x, right.y], [left.x, left.y], 33)
      : null;
  context.progress('outline', 1);
  return {
    width: matte.width,
    height: matte.height,
    matte,
    outline,
    arcs: assembled.arcs,
    frontNeckline,
    axis,
    landmarks,
    category: {
      value,
      source: options.category === 'auto' ? 'detected' : 'given',
      confidence: options.category === 'auto' ? detected.confidence : 1,
    },
    upper: read.upper,
    hooded,
    warnings: [],
    workingImage,
  };
}
