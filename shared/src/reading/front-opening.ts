import type { RgbaImage } from '../image/image.ts';
import { type GarmentFrame, toImage } from '../landmarks/garment-frame.ts';
import type { Upper } from '../landmarks/read-upper.ts';
import type { MiddleLine } from './closure-line.ts';
import { CLEAR_CONTRAST, closureContrast, findFrontClosure } from './find-front-opening.ts';

/** What the photo shows down the middle of an upper garment's front. */
export interface FrontOpening {
  /** A placket or zip from neck to hem. */
  readonly full: boolean;
  /** One that ends above the hem, as a polo's. */
  readonly partial: boolean;
  /** One that is clear in the lower two thirds. */
  readonly lower: boolean;
  /** A collar stands or lies round the neck. */
  readonly collar: boolean;
  /** Folds run across the front, as on a quilted or padded jacket. */
  readonly padded: boolean;
  /** 0..1, of `full`. */
  readonly confidence: number;
  /** Edge strength on the best line by third of the length, over that of the best line beside. */
  readonly contrasts: readonly number[];
  readonly acrossRatio: number;
}

/** Columns and rows of the front are sampled at this share of half the torso's width. */
const STEP = 1 / 90;
/** The opening lies within this of the axis, and what it is compared with beyond, in half torso widths. */
const MIDDLE = 0.24;
const BESIDE_FROM = 0.3;
const BESIDE_TO = 0.66;
const LEAST_CONTRAST = 1.45;
const PADDED_RATIO = 1.6;

interface Patch {
  readonly columns: number;
  readonly rows: number;
  /** Gradient across and along the front, levels. */
  readonly across: Float32Array;
  readonly along: Float32Array;
}

/** Samples the front in the garment's own frame: u from -BESIDE_TO to +BESIDE_TO, v between two levels. */
function samplePatch(
  image: RgbaImage,
  frame: GarmentFrame,
  torso: number,
  from: number,
  to: number,
): Patch {
  const step = STEP * torso;
  const columns = Math.round((2 * BESIDE_TO) / STEP);
  const rows = Math.max(1, Math.floor((to - from) / step));
  const lum = new Float32Array((columns + 4) * (rows + 4));
  for (let row = 0; row < rows + 4; row++) {
    for (let column = 0; column < columns + 4; column++) {
      const u = (column - 2 - columns / 2) * step;
      const [x, y] = toImage(frame, u, from + (row - 2) * step);
      const px = Math.min(image.width - 1, Math.max(0, Math.floor(x)));
      const py = Math.min(image.height - 1, Math.max(0, Math.floor(y)));
      const i = (py * image.width + px) * 4;
      lum[row * (columns + 4) + column] =
        0.3 * image.data[i]! + 0.59 * image.data[i + 1]! + 0.11 * image.data[i + 2]!;
    }
  }
  const across = new Float32Array(columns * rows);
  const along = new Float32Array(columns * rows);
  const width = columns + 4;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const c = (row + 2) * width + column + 2;
      across[row * columns + column] = Math.min(30, Math.abs(lum[c + 2]! - lum[c - 2]!));
      along[row * columns + column] = Math.min(
        30,
        Math.abs(lum[c + 2 * width]! - lum[c - 2 * width]!),
      );
    }
  }
  return { columns, rows, across, along };
}

/** Mean gradient along the best top-to-bottom line between two columns, for each third of the rows. */
function bestLine(patch: Patch, fromColumn: number, toColumn: number): [number, number, number] {
  const { columns, rows, across } = patch;
  const width = toColumn - fromColumn;
  let sums = new Float64Array(width);
  const back: Int8Array[] = [];
  for (let row = 0; row < rows; row++) {
    const next = new Float64Array(width);
    const from = new Int8Array(width);
    for (let k = 0; k < width; k++) {
      let best = sums[k]!;
      // A line may step sideways every third row only: openings are nearly straight.
      if (row % 3 === 0) {
        if (k > 0 && sums[k - 1]! > best) {
          best = sums[k - 1]!;
          from[k] = -1;
        }
        if (k < width - 1 && sums[k + 1]! > best) {
          best = sums[k + 1]!;
          from[k] = 1;
        }
      }
      next[k] = best + across[row * columns + fromColumn + k]!;
    }
    sums = next;
    back.push(from);
  }
  let k = 0;
  for (let j = 1; j < width; j++) if (sums[j]! > sums[k]!) k = j;
  const thirds: [number, number, number] = [0, 0, 0];
  for (let row = rows - 1; row >= 0; row--) {
    const third = Math.min(2, Math.floor((row * 3) / rows));
    thirds[third]! += across[row * columns + fromColumn + k]! / (rows / 3);
    k += back[row]![k]!;
  }
  return thirds;
}

/** From the middle of the neck points to that of the hem's corners. */
function middleOf({ leftHalf, rightHalf, left, right }: Upper): MiddleLine {
  const between = (l: number, r: number): readonly [number, number] => [
    (leftHalf.u[l]! - rightHalf.u[r]!) / 2,
    (leftHalf.v[l]! + rightHalf.v[r]!) / 2,
  ];
  return { neck: between(left.neck, right.neck), hem: between(left.hem, right.hem) };
}

/** Looks for a placket or zip: a line of edges down the middle, stronger than any beside it. */
export function readFrontOpening(
  image: RgbaImage,
  frame: GarmentFrame,
  upper: Upper,
): FrontOpening {
  const { torso, leftHalf, rightHalf, left, right } = upper;
  const neck = (leftHalf.v[left.neck]! + rightHalf.v[right.neck]!) / 2;
  const foot = Math.min(leftHalf.v[leftHalf.length - 1]!, rightHalf.v[rightHalf.length - 1]!);
  const from = neck + 0.45 * torso;
  const to = foot - 0.08 * (foot - neck);
  const patch = samplePatch(image, frame, torso, from, Math.max(from + torso * 0.3, to));
  const column = (u: number): number => Math.round((u + BESIDE_TO) / STEP);
  const middle = bestLine(patch, column(-MIDDLE), column(MIDDLE));
  const leftSide = bestLine(patch, column(-BESIDE_TO), column(-BESIDE_FROM));
  const rightSide = bestLine(patch, column(BESIDE_FROM), column(BESIDE_TO));
  const contrasts = middle.map(
    (value, i) => value / Math.max(1.5, (leftSide[i]! + rightSide[i]!) / 2),
  );
  let sumAcross = 0;
  let sumAlong = 0;
  for (let i = 0; i < patch.across.length; i++) {
    sumAcross += patch.across[i]!;
    sumAlong += patch.along[i]!;
  }
  const acrossRatio = sumAlong / Math.max(1, sumAcross);
  const least = Math.min(...contrasts);
  const clear =
    closureContrast(findFrontClosure(image, frame, torso, middleOf(upper))) > CLEAR_CONTRAST;
  return {
    full: least > LEAST_CONTRAST || clear,
    partial: least <= LEAST_CONTRAST && contrasts[0]! > LEAST_CONTRAST,
    lower: Math.min(contrasts[1]!, contrasts[2]!) > LEAST_CONTRAST,
    collar: upper.collar,
    padded: acrossRatio > PADDED_RATIO,
    confidence: Math.min(1, Math.max(clear ? 0.7 : 0, 0.5 + (least - LEAST_CONTRAST) / 2)),
    contrasts,
    acrossRatio,
  };
}
