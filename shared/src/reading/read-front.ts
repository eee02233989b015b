import type { Category, Upper } from '../garment/vocabulary.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import type { GarmentFrame } from '../landmarks/garment-frame.ts';
import { rasterizePolygon } from '../outline/rasterize-polygon.ts';
import { seemsBack } from './back-view.ts';
import {
  drawFrontOpening,
  findClosure,
  findOpenFront,
  OPENING_CATEGORIES,
} from './find-front-opening.ts';
import { type FrontNeckline, findFrontNeckline } from './front-neckline.ts';
import type { GarmentReading, Landmark, OutlineArc } from './garment-reading.ts';
import { findHoodFace } from './hood-face.ts';
import { findInsideAlong } from './inside-along.ts';
import { findInsideStrip } from './inside-strip.ts';

/** One in so many pixels, each way, of what shows inside the neck is remembered. */
const INSIDE_EVERY = 3;

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
  readonly standUp: boolean;
  /** Half the torso's width, pixels, where no armpits are known. */
  readonly torso: number;
  /** Where the user put the front neckline's lowest point, image pixels. */
  readonly frontNeck: readonly [number, number] | null;
}

/** The front's own edges inside the outline. */
export type Front = Pick<
  GarmentReading,
  'frontNeckline' | 'frontWaist' | 'frontHem' | 'frontOpening'
> & {
  /** Of the front's own edges: `front-neck`, its neckline's lowest point. */
  readonly landmarks: readonly Landmark[];
  /** Whether the garment seems to be seen from behind. */
  readonly seemsBack: boolean;
};

const NOTHING: Front = {
  frontNeckline: null,
  frontWaist: null,
  frontHem: null,
  frontOpening: null,
  landmarks: [],
  seemsBack: false,
};

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

function middleOf(
  [u0, v0]: readonly [number, number],
  [u1, v1]: readonly [number, number],
): readonly [number, number] {
  return [(u0 + u1) / 2, (v0 + v1) / 2];
}

/** Outline points of an arc, both ends included, xy pairs. */
function arcPoints({ outline }: OutlineRead, { from, to }: OutlineArc): Float64Array {
  const count = outline.length / 2;
  const steps = (to - from + count) % count;
  const points = new Float64Array(2 * (steps + 1));
  for (let step = 0; step <= steps; step++) {
    const i = (from + step) % count;
    points[2 * step] = outline[2 * i]!;
    points[2 * step + 1] = outline[2 * i + 1]!;
  }
  return points;
}

function readNeckline(
  image: RgbaImage,
  matte: GrayImage,
  read: OutlineRead,
  run: Float64Array,
  opens: boolean,
): FrontNeckline | null {
  if (read.upper === 'strapless') return null;
  if (read.hooded) return findHoodFace(image, matte, run);
  const collared = OPENING_CATEGORIES.has(read.category);
  const plain = read.upper === 'straps' || read.upper === 'one-shoulder' ? 'straps' : 'plain';
  const style = collared ? (opens ? 'open-collar' : 'collar') : plain;
  return findFrontNeckline(image, matte, run, style, read.frontNeck);
}

/** The front's own waist and hem where the inside of the back shows beyond them, each from right to left. */
function readInsideEdges(
  image: RgbaImage,
  matte: GrayImage,
  read: OutlineRead,
): Pick<GarmentReading, 'frontWaist' | 'frontHem'> {
  const edgeOf = (kind: 'waist' | 'hem'): Float64Array | null => {
    const arc = read.arcs.find((candidate) => candidate.kind === kind);
    return arc ? arcPoints(read, arc) : null;
  };
  const { height } = read.frame;
  const waist = edgeOf('waist');
  const hem = edgeOf('hem');
  const frontHem = hem && findInsideStrip(image, matte, hem, height);
  return {
    frontWaist: waist && findInsideAlong(image, matte, waist, height),
    frontHem: frontHem && reversedPoints(frontHem),
  };
}

function reversedPoints(points: Float64Array): Float64Array {
  const count = points.length / 2;
  return points.map((_, k) => points[2 * (count - 1 - (k >> 1)) + (k % 2)]!);
}

/** Reads where the front ends and the inside of the back begins, and where the front opens. */
export function readFront(image: RgbaImage, matte: GrayImage, read: OutlineRead): Front {
  return { ...readNeck(image, matte, read), ...readInsideEdges(image, matte, read) };
}

/** Colours between the front's neckline and the outline's, rgb triples. */
function coloursWithin(image: RgbaImage, neckline: Float64Array, run: Float64Array): number[] {
  const mask = rasterizePolygon([...neckline, ...reversedPoints(run)], image.width, image.height);
  const colours: number[] = [];
  for (let y = 0; y < image.height; y += INSIDE_EVERY) {
    for (let x = 0; x < image.width; x += INSIDE_EVERY) {
      const i = y * image.width + x;
      if (mask[i]) colours.push(image.data[4 * i]!, image.data[4 * i + 1]!, image.data[4 * i + 2]!);
    }
  }
  return colours;
}

/** The neckline, and the closure that begins there. */
function readNeck(image: RgbaImage, matte: GrayImage, read: OutlineRead): Front {
  const right = framed(read, 'neck-right');
  const left = framed(read, 'neck-left');
  const neck = read.arcs.find(({ kind }) => kind === 'neck');
  if (!right || !left || !neck || read.upper === null || right[0] >= left[0]) return NOTHING;
  const armpits = [framed(read, 'armpit-right'), framed(read, 'armpit-left')] as const;
  const torso = armpits[0] && armpits[1] ? (armpits[1][0] - armpits[0][0]) / 2 : read.torso;
  const corners = [framed(read, 'hem-right'), framed(read, 'hem-left')] as const;
  const neckMiddle = middleOf(right, left);
  const hemMiddle =
    corners[0] && corners[1]
      ? middleOf(corners[0], corners[1])
      : ([neckMiddle[0], read.frame.height] as const);
  const middle = { neck: neckMiddle, hem: hemMiddle };
  const closure = findClosure(image, read.frame, read.category, torso, middle);
  const neckline = readNeckline(image, matte, read, arcPoints(read, neck), closure !== null);
  const frontNeckline = neckline?.points ?? null;
  const inside = frontNeckline ? coloursWithin(image, frontNeckline, arcPoints(read, neck)) : [];
  const gap = findOpenFront(image, read.frame, read.category, torso, middle, closure, inside);
  const frontOpening = drawFrontOpening(matte, read.frame, closure, gap, torso, frontNeckline);
  const landmarks: Landmark[] = [];
  if (neckline) {
    const [x, y] = neckline.lowest;
    landmarks.push({ name: 'front-neck', x, y, confidence: neckline.confidence });
  }
  const view = neckline?.view ?? null;
  const closes = frontOpening !== null;
  const shape = { upper: read.upper, standUp: read.standUp, closes, torso };
  return {
    ...NOTHING,
    frontNeckline,
    frontOpening,
    landmarks,
    seemsBack: view !== null && seemsBack(view, shape),
  };
}
