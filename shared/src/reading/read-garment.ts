import type { Category } from '../garment/vocabulary.ts';
import type { RgbaImage } from '../image/image.ts';
import { resizeImage } from '../image/resize.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { InputError } from '../job/input-error.ts';
import { makeMatte } from '../matte/make-matte.ts';
import type { MattePrior } from '../matte/matte-prior.ts';
import { assembleArcs } from './assemble-arcs.ts';
import { findFrontNeckline } from './front-neckline.ts';
import { readArcs } from './garment-arcs.ts';
import type { GarmentReading, Landmark } from './garment-reading.ts';
import type { LandmarkCorrection } from './landmark-correction.ts';
import { readShape } from './read-shape.ts';
import { readingNotices } from './reading-notices.ts';

/** Long side of the working image, pixels: small photos are enlarged so that lengths in pixels mean the same. */
export const WORKING_SIZE = 1024;

/** A collar or turtleneck this high (half torso widths) is itself the front's edge. */
const STANDING_COLLAR = 0.3;

export interface ReadGarmentOptions {
  readonly category: Category | 'auto';
  /** Landmarks that the user moved; they are taken as they stand. */
  readonly corrections?: readonly LandmarkCorrection[];
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
  const shape = readShape(workingImage, matte, options.category);
  const { outline: traced, frame, axis } = shape;
  const value = shape.category.value;
  const read = readArcs(frame, value, shape.torso);
  const assembled = assembleArcs(read.starts, frame.count);
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
  const framed = (name: string): readonly [number, number] | null => {
    const mark = read.landmarks.find((landmark) => landmark.name === name);
    return mark ? [frame.u[mark.point]!, frame.v[mark.point]!] : null;
  };
  const right = framed('neck-right');
  const left = framed('neck-left');
  const hooded = read.hooded;
  const frontNeckline =
    right &&
    left &&
    read.upper !== 'strapless' &&
    read.collarHeight < STANDING_COLLAR &&
    !hooded &&
    right[0] < left[0]
      ? findFrontNeckline(workingImage, matte, frame, right, left, read.collarHeight > 0)
      : null;
  context.progress('outline', 1);
  return {
    width: matte.width,
    height: matte.height,
    matte,
    outline,
    arcs: assembled.arcs,
    frontNeckline,
    frontWaist: null,
    frontHem: null,
    frontOpening: null,
    presentation: { value: 'flat', confidence: 0 },
    axis,
    landmarks,
    category: {
      value,
      source: options.category === 'auto' ? 'detected' : 'given',
      confidence: options.category === 'auto' ? shape.category.confidence : 1,
    },
    upper: read.upper,
    hooded,
    notices: readingNotices(matte, axis.score, shape.category),
    workingImage,
  };
}
