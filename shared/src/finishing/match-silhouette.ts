import { alphaOf } from '../image/alpha-of.ts';
import type { RgbaImage } from '../image/image.ts';
import { resampleChannels } from '../image/resize.ts';
import type { FrontView } from './front-view.ts';

/** Where the photo lies over the front view: a pixel of the view is photo pixel `(x0 + dx x, y0 + dy y)`. */
export interface PhotoPlace {
  readonly x0: number;
  readonly dx: number;
  readonly y0: number;
  readonly dy: number;
  /** Intersection over union of the two outlines when they lie so. */
  readonly iou: number;
}

/** Pixels of the picture in which the outlines are compared, its longer side. */
const COMPARED = 192;
/** Garment from this alpha on. */
const INSIDE = 128;
/** Shares of the size by which the window's edges are moved in turn, largest first. */
const STEPS = [0.04, 0.02, 0.01, 0.005, 0.0025];

/** Left, right, top and bottom. */
type Window = readonly [number, number, number, number];

/**
 * Lays a cut-out photo over the front view of what was made of it: first box on box, then each side of the photo's
 * box is moved for as long as the outlines agree better. The two axes keep scales of their own, for what was made
 * is often a little squat.
 *
 * @returns null when the photo has no garment on it.
 */
export function matchSilhouette(photo: RgbaImage, view: FrontView): PhotoPlace | null {
  const shrink = Math.max(1, Math.max(photo.width, photo.height) / COMPARED);
  const width = Math.max(1, Math.round(photo.width / shrink));
  const height = Math.max(1, Math.round(photo.height / shrink));
  const small = resampleChannels(alphaOf(photo), photo.width, photo.height, 1, width, height);
  const box = boxOf(width, height, (x, y) => small[y * width + x]! >= INSIDE);
  const shape = boxOf(
    view.width,
    view.height,
    (x, y) => view.nearest[y * view.width + x]! > -Infinity,
  );
  if (box === null || shape === null) return null;

  /** Photo pixels to view pixels when the photo's box is stretched to a window of the view. */
  const placeOf = ([left, right, top, bottom]: Window) => {
    const sx = (right - left) / (box[1] - box[0]);
    const sy = (bottom - top) / (box[3] - box[2]);
    return { sx, sy, ox: left - sx * box[0], oy: top - sy * box[2] };
  };
  let inView = 0;
  for (const z of view.nearest) if (z > -Infinity) inView++;
  const iouOf = (window: Window): number => {
    const { sx, sy, ox, oy } = placeOf(window);
    if (!(sx > 0 && sy > 0)) return 0;
    let own = 0;
    let both = 0;
    for (let y = 0; y < height; y++) {
      const row = Math.floor(oy + sy * (y + 0.5));
      for (let x = 0; x < width; x++) {
        if (small[y * width + x]! < INSIDE) continue;
        own++;
        const column = Math.floor(ox + sx * (x + 0.5));
        if (row < 0 || column < 0 || row >= view.height || column >= view.width) continue;
        if (view.nearest[row * view.width + column]! > -Infinity) both++;
      }
    }
    // Each compared pixel covers sx sy pixels of the view.
    const cover = sx * sy;
    return (both * cover) / (own * cover + inView - both * cover);
  };

  let window: Window = shape;
  let best = iouOf(window);
  const size = Math.max(shape[1] - shape[0], shape[3] - shape[2]);
  for (const share of STEPS) {
    for (let better = true; better; ) {
      better = false;
      for (const move of movesOf(share * size)) {
        const tried = window.map((edge, k) => edge + move[k]!) as unknown as Window;
        const iou = iouOf(tried);
        if (iou <= best) continue;
        window = tried;
        best = iou;
        better = true;
      }
    }
  }
  const { sx, sy, ox, oy } = placeOf(window);
  const [fx, fy] = [photo.width / width, photo.height / height];
  return { x0: (-ox / sx) * fx, dx: fx / sx, y0: (-oy / sy) * fy, dy: fy / sy, iou: best };
}

/** Each edge by itself, and opposite edges together. */
function movesOf(step: number): Window[] {
  return [step, -step].flatMap((by): Window[] => [
    [by, 0, 0, 0],
    [0, by, 0, 0],
    [0, 0, by, 0],
    [0, 0, 0, by],
    [by, by, 0, 0],
    [0, 0, by, by],
  ]);
}

/** Edges of the box round what is set: left, right, top, bottom; right and bottom are the first clear ones. */
function boxOf(
  width: number,
  height: number,
  isSet: (x: number, y: number) => boolean,
): [number, number, number, number] | null {
  const box: [number, number, number, number] = [width, 0, height, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!isSet(x, y)) continue;
      box[0] = Math.min(box[0], x);
      box[1] = Math.max(box[1], x + 1);
      box[2] = Math.min(box[2], y);
      box[3] = y + 1;
    }
  }
  return box[1] > 0 ? box : null;
}
