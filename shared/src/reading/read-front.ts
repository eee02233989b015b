import type { Category, Upper } from '../garment/vocabulary.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import type { GarmentFrame } from '../landmarks/garment-frame.ts';
import { findFrontOpening } from './find-front-opening.ts';
import { findFrontNeckline } from './front-neckline.ts';
import type { GarmentReading, Landmark, OutlineArc } from './garment-reading.ts';

/** A collar or turtleneck this high (half torso widths) is itself the front's edge. */
const STANDING_COLLAR = 0.3;

/** What the outline said of a garment whose front is read. */
export interface OutlineRead {
  readonly frame: GarmentFrame;
  readonly category: Category;
  /** As in `GarmentReading`. */
  readonly outline: Float64Array;
  readonly arcs: readonly OutlineArc[];
  readonly landmarks: readonly Landmark[];
  readonly upper: Upper | null;
  readonly hooded: boolean;
  /** Of a collar or turtleneck above the shoulders, in half torso widths; 0 without one. */
  readonly collarHeight: number;
  /** Half the torso's width, pixels, where no armpits are known. */
  readonly torso: number;
}

/** The front's own edges inside the outline. */
export type Front = Pick<
  GarmentReading,
  'frontNeckline' | 'frontWaist' | 'frontHem' | 'frontOpening'
>;

/** Frame coordinates of a landmark; null where the garment has none of that name. */
function framed(read: OutlineRead, name: string): readonly [number, number] | null {
  const mark = read.landmarks.find((landmark) => landmark.name === name);
  if (!mark) return null;
  const { axis, vTop } = read.frame;
  const c = Math.cos(axis.tilt);
  const s = Math.sin(axis.tilt);
  const x = mark.x - axis.x;
  const y = mark.y - axis.y;
  return [x * c + y * s, y * c - x * s - vTop];
}

/** Reads where the front ends and the inside of the back begins, and where the front opens. */
export function readFront(image: RgbaImage, matte: GrayImage, read: OutlineRead): Front {
  const right = framed(read, 'neck-right');
  const left = framed(read, 'neck-left');
  const none: Front = { frontNeckline: null, frontWaist: null, frontHem: null, frontOpening: null };
  if (!right || !left || read.upper === null || right[0] >= left[0]) return none;
  const necked = read.upper !== 'strapless' && read.collarHeight < STANDING_COLLAR && !read.hooded;
  const frontNeckline = necked
    ? findFrontNeckline(image, matte, read.frame, right, left, read.collarHeight > 0)
    : null;
  const armpits = [framed(read, 'armpit-right'), framed(read, 'armpit-left')] as const;
  const torso = armpits[0] && armpits[1] ? (armpits[1][0] - armpits[0][0]) / 2 : read.torso;
  const frontOpening = findFrontOpening(image, matte, read.frame, {
    category: read.category,
    neck: [right, left],
    torso,
    frontNeckline,
  });
  return { ...none, frontNeckline, frontOpening };
}
