import type { Category } from '../garment/vocabulary.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import { InputError } from '../job/input-error.ts';
import { frameOutline } from '../landmarks/garment-frame.ts';
import type { FoundMatte } from '../matte/make-matte.ts';
import { assembleArcs } from './assemble-arcs.ts';
import { readArcs } from './garment-arcs.ts';
import type { GarmentReading, Landmark, OutlineArc } from './garment-reading.ts';
import { mayHideSleeves } from './hidden-sleeves.ts';
import { landmarkConfidences } from './landmark-confidence.ts';
import type { LandmarkCorrection } from './landmark-correction.ts';
import { foldedLegs } from './leg-axis.ts';
import { INSTEAD, SECOND_THOUGHT } from './likely-instead.ts';
import { readPresentation } from './presentation.ts';
import type { ReadArcs } from './read-arcs.ts';
import { readFront } from './read-front.ts';
import type { Shape } from './read-shape.ts';
import { readingNotices } from './reading-notices.ts';
import { roundReading } from './round-reading.ts';
import { type MarkedOutline, routeThrough } from './route-through.ts';
import { type ShapeReader, shapeReader } from './shape-reader.ts';

function unreadable(): InputError {
  return new InputError(
    'outline-unreadable',
    'The parts of the garment could not be told apart. Lay it flat, spread its sleeves or legs apart, and take the photo again, or choose its category.',
  );
}

function coverAt({ width, height, data }: GrayImage, x: number, y: number): number {
  if (x < 0 || y < 0 || x >= width || y >= height) return 0;
  return data[Math.floor(y) * width + Math.floor(x)]!;
}

/**
 * The shape and its arcs; where the arcs of the detected category are not in order, those of the
 * next likely one.
 */
function readInOrder(
  readShape: ShapeReader,
  wanted: Category | 'auto',
  corrections: ReadonlyMap<string, readonly [number, number]>,
): { readonly shape: Shape; readonly read: ReadArcs } {
  const shape = readShape(wanted, corrections);
  const read = readArcs(shape.frame, shape.category.value, shape.torso);
  if (assembleArcs(read.starts, shape.frame.count)) return { shape, read };
  for (const value of wanted === 'auto' ? INSTEAD[shape.category.value] : []) {
    const other = readShape(value, corrections);
    const arcs = readArcs(other.frame, value, other.torso);
    if (!assembleArcs(arcs.starts, other.frame.count)) continue;
    return { shape: { ...other, category: { value, confidence: SECOND_THOUGHT } }, read: arcs };
  }
  throw unreadable();
}

/** Looks up the points of an outline's runs, xy pairs. */
function runOf(outline: Float64Array, arcs: readonly OutlineArc[]) {
  return (kind: OutlineArc['kind'], side: OutlineArc['side']): Float64Array | null => {
    const arc = arcs.find((candidate) => candidate.kind === kind && candidate.side === side);
    if (!arc) return null;
    const count = outline.length / 2;
    const steps = (arc.to - arc.from + count) % count;
    return Float64Array.from(
      { length: 2 * (steps + 1) },
      (_, k) => outline[2 * ((arc.from + (k >> 1)) % count) + (k % 2)]!,
    );
  };
}

/** Between the armpits, pixels; 0 where one is missing. */
function armpitSpan(landmarks: readonly Landmark[]): number {
  const left = landmarks.find(({ name }) => name === 'armpit-left');
  const right = landmarks.find(({ name }) => name === 'armpit-right');
  return left && right ? Math.hypot(left.x - right.x, left.y - right.y) : 0;
}

export interface ReadGarmentOptions {
  readonly category: Category | 'auto';
  /** Landmarks that the user moved; they are taken as they stand. */
  readonly corrections?: readonly LandmarkCorrection[];
  /** A reader of this very matte, when it is read more than once. */
  readonly readShape?: ShapeReader | undefined;
}

/**
 * Reads a garment that is already separated from its background: traces its outline and names the
 * outline's parts. Asks no network, so that a corrected landmark or category can be read again at once.
 *
 * @param image The photo at working size, upright.
 * @param matte Of the same size: how much of each pixel is the garment's.
 * @throws {InputError} when no garment can be read; the message says what to do.
 */
export function readFromMatte(
  image: RgbaImage,
  matte: FoundMatte,
  options: ReadGarmentOptions,
): GarmentReading {
  const corrections = new Map(
    (options.corrections ?? []).map(({ name, x, y }) => [
      name,
      [x * matte.width, y * matte.height] as const,
    ]),
  );
  const readShape = options.readShape ?? shapeReader(image, matte);
  const { shape, read } = readInOrder(readShape, options.category, corrections);
  const { axis } = shape;
  const value = shape.category.value;
  let marked: MarkedOutline = {
    outline: shape.outline,
    starts: read.starts,
    landmarks: landmarkConfidences(shape.frame, read.landmarks, shape.torso),
  };
  for (const [name, [x, y]] of corrections) {
    marked = routeThrough(marked, name, x, y, coverAt(matte, x, y) >= 128);
  }
  const frame = corrections.size > 0 ? frameOutline(marked.outline, axis) : shape.frame;
  const assembled = assembleArcs(marked.starts, frame.count);
  if (!assembled) throw unreadable();
  const traced = marked.outline;
  const outline = new Float64Array(traced.length);
  for (let i = 0; i < frame.count; i++) {
    const j = (i + assembled.first) % frame.count;
    outline[i * 2] = traced[j * 2]!;
    outline[i * 2 + 1] = traced[j * 2 + 1]!;
  }
  const landmarks: Landmark[] = marked.landmarks.map(({ name, point, confidence }) => ({
    name,
    x: traced[point * 2]!,
    y: traced[point * 2 + 1]!,
    confidence: corrections.has(name) ? 1 : confidence,
  }));
  const halfChest = armpitSpan(landmarks) / 2 || shape.torso;
  const {
    landmarks: frontLandmarks,
    seemsBack,
    ...front
  } = readFront(image, matte, {
    frame,
    category: value,
    outline,
    arcs: assembled.arcs,
    landmarks,
    upper: read.upper,
    hooded: read.hooded,
    collarHeight: read.collarHeight,
    standUp: read.standUp,
    torso: shape.torso,
    frontNeck: corrections.get('front-neck') ?? null,
  });
  const reading: GarmentReading = {
    width: matte.width,
    height: matte.height,
    matte: { width: matte.width, height: matte.height, data: matte.data },
    outline,
    arcs: assembled.arcs,
    ...front,
    presentation: { value: 'flat', confidence: 0 },
    axis,
    landmarks: [...landmarks, ...frontLandmarks],
    category: {
      value,
      source: options.category === 'auto' ? 'detected' : 'given',
      confidence: options.category === 'auto' ? shape.category.confidence : 1,
    },
    upper: read.upper,
    hooded: read.hooded,
    notices: readingNotices(matte, axis.score, shape.category, landmarks, {
      legs: value === 'trousers' ? foldedLegs(runOf(outline, assembled.arcs)) : [],
      back: seemsBack,
      sleeves: mayHideSleeves(runOf(outline, assembled.arcs), read.upper, value, halfChest),
    }),
  };
  return roundReading({ ...reading, presentation: readPresentation(image, reading) });
}
