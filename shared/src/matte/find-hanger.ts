import { labelComponents, largestComponent } from '../image/components.ts';
import { opaque } from './opaque.ts';

/** A bar is no thicker than this share of the garment's height, and leaves at least this much air below. */
const MOST_BAR = 0.1;
const LEAST_AIR = 0.008;
/** Below the air the garment goes on for this share of its height. */
const LEAST_CLOTH = 0.3;
/** Air under a bar is seen across this share of the width of the garment below it. */
const LEAST_SPAN = 0.35;
/** A bar's lower edge is straight to this share of its span (median); a neck strap is an arc. */
const MOST_BEND = 0.03;
/** Columns beside the bar show the waist's corner when they begin this near to its line, share of the height. */
const CORNER = 0.015;
/** Cloth edges are found to a pixel or so: nothing this close above the waist is cut. */
const SLACK = 1;

/** One column that shows bar, air and cloth in this order from above, pixels. */
interface BarColumn {
  readonly x: number;
  readonly barEnd: number;
  readonly clothTop: number;
}

function median(values: readonly number[]): number {
  const sorted = values.slice().sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** A line through most of the points, and how far half of them lie off it. */
interface Line {
  readonly at: (x: number) => number;
  readonly spread: number;
}

/** Points between those that make a slope: about this many pairs are looked at. */
const LINE_POINTS = 40;

/** Source: Theil 1950 and Sen 1968, the median of the slopes between pairs. */
function fitLine(points: readonly (readonly [number, number])[]): Line {
  const stride = Math.max(1, Math.floor(points.length / LINE_POINTS));
  const some = points.filter((_, i) => i % stride === 0);
  const slopes: number[] = [];
  for (const [i, [x0, y0]] of some.entries()) {
    for (const [x1, y1] of some.slice(i + 1)) slopes.push((y1 - y0) / (x1 - x0));
  }
  const slope = median(slopes);
  const base = median(points.map(([x, y]) => y - slope * x));
  const at = (x: number): number => base + slope * x;
  return { at, spread: median(points.map(([x, y]) => Math.abs(y - at(x)))) };
}

function findBarColumns(
  mask: Uint8Array,
  width: number,
  top: number,
  bottom: number,
): readonly BarColumn[] {
  const tall = bottom - top + 1;
  const columns: BarColumn[] = [];
  for (let x = 0; x < width; x++) {
    let y = top;
    const at = (): number => mask[y * width + x]!;
    while (y <= bottom && !at()) y++;
    const barTop = y;
    while (y <= bottom && at()) y++;
    const barEnd = y;
    while (y <= bottom && !at()) y++;
    const clothTop = y;
    while (y <= bottom && at()) y++;
    if (
      barEnd - barTop <= MOST_BAR * tall &&
      clothTop - barEnd >= Math.max(2, LEAST_AIR * tall) &&
      clothTop - top <= 2 * MOST_BAR * tall &&
      y - clothTop >= LEAST_CLOTH * tall
    ) {
      columns.push({ x, barEnd, clothTop });
    }
  }
  return columns;
}

/**
 * Finds the bar that a skirt or trousers hang from, with its clips: a straight bar above the waist,
 * with air between them. The waist's edge runs on across the clips.
 *
 * @param soft Matte 0..1 before its holes are filled.
 * @returns By column, the row that the garment begins at: all above it is hanger or ground. Null when
 *   there is no such bar.
 */
export function findHanger(soft: Float32Array, width: number, height: number): Float32Array | null {
  const mask = opaque(soft);
  const parts = labelComponents(mask, width, height);
  const main = largestComponent(parts);
  if (main === 0) return null;
  let top = height;
  let bottom = 0;
  for (let i = 0; i < soft.length; i++) {
    if (parts.labels[i] !== main) {
      mask[i] = 0;
      continue;
    }
    const y = Math.floor(i / width);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const columns = findBarColumns(mask, width, top, bottom);
  if (columns.length < 8) return null;
  const waistRow = Math.round(
    columns.reduce((sum, column) => sum + column.clothTop, 0) / columns.length +
      0.05 * (bottom - top),
  );
  let cloth = 0;
  for (let x = 0; x < width; x++) cloth += mask[Math.min(bottom, waistRow) * width + x]!;
  if (columns.length < LEAST_SPAN * cloth) return null;
  const span = columns[columns.length - 1]!.x - columns[0]!.x;
  const bar = fitLine(columns.map(({ x, barEnd }) => [x, barEnd] as const));
  if (bar.spread > MOST_BEND * span) return null;
  const waist = fitLine(columns.map(({ x, clothTop }) => [x, clothTop] as const));
  // A light spot of a clip is no air: its column's cloth begins far below the waist.
  const open = columns.filter(
    ({ x, clothTop }) => Math.abs(clothTop - waist.at(x)) <= 2 * CORNER * (bottom - top),
  );
  const edge = open.map(({ x, clothTop }) => [x, clothTop] as const);
  for (let x = 0; x < width; x++) {
    if (x >= columns[0]!.x && x <= columns[columns.length - 1]!.x) continue;
    const y = clothCorner(mask, width, x, top, bottom);
    if (y !== null && Math.abs(y - waist.at(x)) <= CORNER * (bottom - top)) edge.push([x, y]);
  }
  edge.sort(([a], [b]) => a - b);
  const begins = waistAcross(edge, width);
  // Under plain air the cloth's own edge stands.
  for (const { x, barEnd, clothTop } of open) begins[x] = (barEnd + clothTop) / 2;
  return begins;
}

/** Top of a column that is cloth from its first pixel on; null where it is not. */
function clothCorner(
  mask: Uint8Array,
  width: number,
  x: number,
  top: number,
  bottom: number,
): number | null {
  let y = top;
  while (y <= bottom && !mask[y * width + x]) y++;
  const from = y;
  while (y <= bottom && mask[y * width + x]) y++;
  return y - from >= LEAST_CLOTH * (bottom - top + 1) ? from : null;
}

/** The waist's edge by column: along its points, and straight on beyond the outermost. */
function waistAcross(edge: readonly (readonly [number, number])[], width: number): Float32Array {
  const part = Math.max(4, edge.length >> 2);
  const before = fitLine(edge.slice(0, part));
  const after = fitLine(edge.slice(-part));
  const begins = new Float32Array(width);
  let next = 0;
  for (let x = 0; x < width; x++) {
    while (next < edge.length && edge[next]![0] < x) next++;
    const right = edge[next];
    const left = edge[next - 1];
    let y: number;
    if (!left) y = before.at(x);
    else if (!right) y = after.at(x);
    else y = left[1] + ((right[1] - left[1]) * (x - left[0])) / (right[0] - left[0]);
    begins[x] = y - SLACK;
  }
  return begins;
}

/**
 * Clears a part of a matte above the rows that the garment begins at.
 *
 * @param scale Pixels of the matte to a column of `begins`.
 * @param origin Where the part lies in the whole matte, pixels.
 */
export function clearAbove(
  soft: Float32Array,
  width: number,
  height: number,
  begins: Float32Array,
  scale: number,
  origin: { readonly left: number; readonly top: number } = { left: 0, top: 0 },
): void {
  for (let x = 0; x < width; x++) {
    const column = Math.min(begins.length - 1, Math.floor((x + origin.left) / scale));
    const end = begins[column]! * scale - origin.top;
    for (let y = 0; y < Math.min(height, end); y++) soft[y * width + x] = 0;
  }
}
