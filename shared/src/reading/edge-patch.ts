import type { GrayImage, RgbaImage } from '../image/image.ts';

/** Columns along the edge, and depths. */
export const COLUMNS = 121;
export const DEPTHS = 60;
/** The columns cover this share of the edge, in its middle: beside its ends the sides' colours come in. */
const SOUGHT = 0.9;
/** Shortest edge that is looked at, pixels. */
const SHORTEST = 40;
/** The outline's own edge is blurred so far, pixels. */
const EDGE_BLUR = 5;
/** A pixel is garment from this opacity on. */
const GARMENT = 160;

/** The photo under one edge of the outline: by column along it and by depth into the garment. */
export interface EdgePatch {
  /** Colours, three a sample, levels; NaN where the sample is not garment. */
  readonly colours: Float32Array;
  /** Pixels from one depth to the next. */
  readonly step: number;
  /** First depth beyond the outline's own blurred edge. */
  readonly first: number;
  /** How far the outline's edge lies inside the line between the corners, by column, pixels. */
  readonly edge: Float64Array;
  readonly toImage: (column: number, depth: number) => readonly [number, number];
}

/**
 * Samples the photo inside one edge of the outline.
 *
 * @param run The edge in outline order, xy pairs, image pixels. @param deepest Depth that is sampled, pixels.
 * @returns Null where the edge is too short, or does not lie between its ends.
 */
export function sampleEdge(
  image: RgbaImage,
  matte: GrayImage,
  run: Float64Array,
  deepest: number,
): EdgePatch | null {
  const [x0, y0] = [run[0]!, run[1]!];
  const [x1, y1] = [run.at(-2)!, run.at(-1)!];
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length < SHORTEST) return null;
  const [ex, ey] = [(x1 - x0) / length, (y1 - y0) / length];
  // The outline runs clockwise on screen: the garment lies on the right of its edge's direction.
  const [nx, ny] = [-ey, ex];
  const edge = new Float64Array(COLUMNS).fill(Number.NaN);
  const columnAt = (x: number, y: number): number =>
    ((((x - x0) * ex + (y - y0) * ey) / length - (1 - SOUGHT) / 2) / SOUGHT) * (COLUMNS - 1);
  for (let i = 0; i + 3 < run.length; i += 2) {
    const a = columnAt(run[i]!, run[i + 1]!);
    const b = columnAt(run[i + 2]!, run[i + 3]!);
    const da = (run[i]! - x0) * nx + (run[i + 1]! - y0) * ny;
    const db = (run[i + 2]! - x0) * nx + (run[i + 3]! - y0) * ny;
    const steps = Math.max(1, Math.ceil(2 * Math.abs(b - a)));
    for (let k = 0; k <= steps; k++) {
      const column = Math.round(a + ((b - a) * k) / steps);
      const level = da + ((db - da) * k) / steps;
      if (column >= 0 && column < COLUMNS && !(edge[column]! >= level)) edge[column] = level;
    }
  }
  if (edge.some(Number.isNaN)) return null;
  const step = deepest / DEPTHS;
  const toImage = (column: number, depth: number): readonly [number, number] => {
    const along = ((column / (COLUMNS - 1)) * SOUGHT + (1 - SOUGHT) / 2) * length;
    const across = edge[column]! + depth * step;
    return [x0 + along * ex + across * nx, y0 + along * ey + across * ny];
  };
  const colours = new Float32Array(COLUMNS * DEPTHS * 3);
  for (let column = 0; column < COLUMNS; column++) {
    for (let depth = 0; depth < DEPTHS; depth++) {
      const [x, y] = toImage(column, depth + 0.5);
      meanAround(image, matte, x, y, colours, (column * DEPTHS + depth) * 3);
    }
  }
  return { colours, step, first: Math.ceil(EDGE_BLUR / step), edge, toImage };
}

function meanAround(
  image: RgbaImage,
  matte: GrayImage,
  x: number,
  y: number,
  into: Float32Array,
  at: number,
): void {
  const left = Math.max(0, Math.floor(x) - 1);
  const right = Math.min(image.width - 1, Math.floor(x) + 1);
  const top = Math.max(0, Math.floor(y) - 1);
  const bottom = Math.min(image.height - 1, Math.floor(y) + 1);
  let count = 0;
  let r = 0;
  let g = 0;
  let b = 0;
  for (let py = top; py <= bottom; py++) {
    for (let i = py * image.width + left; i <= py * image.width + right; i++) {
      if (matte.data[i]! < GARMENT) continue;
      count++;
      r += image.data[i * 4]!;
      g += image.data[i * 4 + 1]!;
      b += image.data[i * 4 + 2]!;
    }
  }
  into[at] = count > 0 ? r / count : Number.NaN;
  into[at + 1] = count > 0 ? g / count : Number.NaN;
  into[at + 2] = count > 0 ? b / count : Number.NaN;
}
