import type { GrayImage, RgbaImage } from '../src/image/image.ts';
import { seededRandom } from '../src/math/seeded-random.ts';
import { isInsidePolygon } from '../src/mesh/polygon.ts';
import type { PhotoSquare } from './printed-square.ts';

/** A drawn photo of known scale, with its matte and a printed square in the middle of the chest. */
export interface SyntheticPhoto {
  readonly image: RgbaImage;
  readonly matte: GrayImage;
  readonly square: PhotoSquare;
  readonly pixelsPerMetre: number;
}

/** Side of the printed square, metres. */
export const PRINT_SIDE = 0.1;

const WIDTH = 896;
const HEIGHT = 1024;
const PIXELS_PER_CM = 11;
const TOP = 90;
/** Left half of a T-shirt in size M, centimetres: x outwards, y down. */
const TEE_HALF = [
  [0, 2],
  [6, 1.5],
  [9.5, 0],
  [22, 5],
  [37.5, 17.5],
  [29.5, 32.5],
  [24.5, 23],
  [24, 42],
  [25, 64],
  [0, 64.5],
] as const;
const BACK_NECK = TEE_HALF.slice(0, 3);
const FRONT_NECK = [
  [0, 10],
  [5.5, 8.7],
  [8.5, 5],
  [9.5, 0],
] as const;
/** The armpits' level. */
const CHEST = 23;
const CHEST_HALF = 24.5;

/** Depth over width of the worn torso's section, and the levels of shoulders and armpits. */
const DEPTH = 0.7;
const SHOULDER = 3;
const ARC_STEPS = 200;

/** A T-shirt laid flat on a patterned cloth, seen from above. */
export function flatLayPhoto(): SyntheticPhoto {
  return drawPhoto(
    (x) => x,
    () => 1,
    (x, y, noise) => 90 + 20 * Math.sin(x) * Math.sin(0.9 * y) + noise,
  );
}

/**
 * The same T-shirt on a mannequin that was painted out, on even white, from far away: its torso is an
 * elliptic tube, so that a picture's x stands for the arc's length on the cloth.
 */
export function ghostPhoto(): SyntheticPhoto {
  const arcs = quarterArc();
  const whole = arcs.at(-1)!;
  /** How round the torso is at a level: 0 at the shoulders, 1 from the armpits down. */
  const roundness = (y: number) => Math.min(1, Math.max(0, (y - SHOULDER) / (CHEST - SHOULDER)));
  const seenHalf = (y: number) => CHEST_HALF / (1 + (whole - 1) * roundness(y));
  const onCloth = (x: number, y: number) => {
    const half = seenHalf(y);
    const u = Math.abs(x) / half;
    if (u >= 1) return Math.sign(x) * (CHEST_HALF + Math.abs(x) - half);
    const below = Math.floor(u * ARC_STEPS);
    const arc = arcs[below]! + (u * ARC_STEPS - below) * (arcs[below + 1]! - arcs[below]!);
    return Math.sign(x) * half * (u + (arc - u) * roundness(y));
  };
  const light = (x: number, y: number) => 1 - 0.2 * Math.min(1, Math.abs(x) / seenHalf(y)) ** 4;
  return drawPhoto(onCloth, light, () => 255);
}

/** Lengths of an ellipse's arc from its front to the shares 0 to 1 of its half width, which is 1. */
function quarterArc(): number[] {
  const arcs = [0];
  for (let i = 0; i < ARC_STEPS; i++) {
    const from = Math.asin(i / ARC_STEPS);
    const to = Math.asin((i + 1) / ARC_STEPS);
    const middle = (from + to) / 2;
    const step = (to - from) * Math.hypot(Math.cos(middle), DEPTH * Math.sin(middle));
    arcs.push(arcs.at(-1)! + step);
  }
  return arcs;
}

/**
 * @param onCloth x of the flat cloth that is seen at a point, centimetres.
 * @param light On the cloth, 0..1.
 * @param ground Grey level of what the garment lies on or hangs before.
 */
function drawPhoto(
  onCloth: (x: number, y: number) => number,
  light: (x: number, y: number) => number,
  ground: (x: number, y: number, noise: number) => number,
): SyntheticPhoto {
  const cloth = mirrored(TEE_HALF).flat();
  const inside = [...mirrored(FRONT_NECK), ...mirrored(BACK_NECK).toReversed()].flat();
  const square = { x: WIDTH / 2, y: TOP + CHEST * PIXELS_PER_CM, side: 10 * PIXELS_PER_CM };
  const random = seededRandom(7);
  const data = new Uint8ClampedArray(4 * WIDTH * HEIGHT);
  const matte = new Uint8Array(WIDTH * HEIGHT);
  for (let i = 0; i < matte.length; i++) {
    const column = (i % WIDTH) + 0.5;
    const row = Math.floor(i / WIDTH) + 0.5;
    const x = (column - WIDTH / 2) / PIXELS_PER_CM;
    const y = (row - TOP) / PIXELS_PER_CM;
    const flatX = onCloth(x, y);
    const noise = 10 * (random() - 0.5);
    const garment = isInsidePolygon(cloth, flatX, y);
    const printed =
      Math.abs(column - square.x) < square.side / 2 && Math.abs(row - square.y) < square.side / 2;
    const grey = garment
      ? (isInsidePolygon(inside, flatX, y) ? 110 : 190) * light(x, y) + noise
      : ground(x, y, noise);
    matte[i] = garment ? 255 : 0;
    data.set(printed ? [200, 40, 40, 255] : [grey, grey, grey, 255], 4 * i);
  }
  return {
    image: { width: WIDTH, height: HEIGHT, data },
    matte: { width: WIDTH, height: HEIGHT, data: matte },
    square,
    pixelsPerMetre: 100 * PIXELS_PER_CM,
  };
}

/** The half and its mirror image: from the wearer's right along the top. */
function mirrored(half: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const other = half
    .filter(([x]) => x !== 0)
    .map(([x, y]) => [-x, y] as const)
    .toReversed();
  return [...other, ...half];
}
