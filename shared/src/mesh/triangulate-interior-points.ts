import { type Bounds, PolygonGrid } from './polygon-grid.ts';

/** A place that asks for shorter edges than the rest of the polygon. */
export interface FineSpot {
  readonly x: number;
  readonly y: number;
  /** Edge length wanted there. */
  readonly edgeLength: number;
}

/** How fast edges may grow with the distance from a fine spot. */
const GRADING = 0.4;
/** Interior points keep this share of the local edge length from the boundary. */
const BOUNDARY_CLEARANCE = 0.65;
/** Share of the spacing by which points leave the lattice, so that no wrinkle follows its rows. */
const JITTER = 0.05;
/** Lattices of spacing h, h/2, h/4 and h/8. */
const LEVELS = 4;

/**
 * Places points on hexagonal lattices inside a polygon: spacing `edgeLength` in the open, half,
 * quarter or eighth of it near fine spots.
 *
 * @param boundary xy pairs of a simple closed polygon.
 * @param random Numbers in [0, 1).
 * @returns xy pairs.
 */
export function interiorPoints(
  boundary: Float64Array,
  edgeLength: number,
  fineSpots: readonly FineSpot[],
  random: () => number,
): number[] {
  const sides = new PolygonGrid(boundary, edgeLength);
  const spots = fineSpots.filter((spot) => spot.edgeLength < edgeLength * 0.9);
  const lengths = new LengthField(sides.bounds, edgeLength, spots);
  const points: number[] = [];
  const levels = spots.length > 0 ? LEVELS : 1;
  for (let level = 0; level < levels; level++) {
    const spacing = edgeLength / 2 ** level;
    const coarsest = level === 0 ? Infinity : spacing * Math.SQRT2;
    const finest = level === levels - 1 ? 0 : spacing * Math.SQRT1_2;
    const rowHeight = spacing * Math.sqrt(0.75);
    const region = level === 0 ? sides.bounds : spotBounds(spots, coarsest);
    const firstRow = Math.floor(Math.max(region.minY, sides.bounds.minY) / rowHeight);
    const lastRow = Math.ceil(Math.min(region.maxY, sides.bounds.maxY) / rowHeight);
    for (let row = firstRow; row <= lastRow; row++) {
      const y = row * rowHeight;
      const crossings = sides.crossings(y);
      const shift = row % 2 === 0 ? 0 : 0.5;
      for (let c = 0; c + 1 < crossings.length; c += 2) {
        const from = Math.max(crossings[c]!, region.minX);
        const to = Math.min(crossings[c + 1]!, region.maxX);
        for (let column = Math.ceil(from / spacing - shift); ; column++) {
          const x = (column + shift) * spacing;
          if (x > to) break;
          const local = lengths.at(x, y);
          if (local <= finest || local > coarsest) continue;
          const px = x + (random() - 0.5) * 2 * JITTER * spacing;
          const py = y + (random() - 0.5) * 2 * JITTER * spacing;
          if (sides.isNear(px, py, BOUNDARY_CLEARANCE * local)) continue;
          points.push(px, py);
        }
      }
    }
  }
  return points;
}

/** Where a lattice for edges up to `coarsest` can be needed. */
function spotBounds(spots: readonly FineSpot[], coarsest: number): Bounds {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (const spot of spots) {
    const reach = (coarsest - spot.edgeLength) / GRADING;
    if (reach < 0) continue;
    minX = Math.min(minX, spot.x - reach);
    minY = Math.min(minY, spot.y - reach);
    maxX = Math.max(maxX, spot.x + reach);
    maxY = Math.max(maxY, spot.y + reach);
  }
  return { minX, minY, maxX, maxY };
}

/** Edge length wanted anywhere in a box, looked up in cells of half the coarse edge length. */
class LengthField {
  private readonly bounds: Bounds;
  private readonly coarse: number;
  private readonly cell: number;
  private readonly columns: number;
  private readonly lengths: Float32Array | null;

  constructor(bounds: Bounds, coarse: number, spots: readonly FineSpot[]) {
    this.bounds = bounds;
    this.coarse = coarse;
    this.cell = coarse / 2;
    this.columns = Math.floor((bounds.maxX - bounds.minX) / this.cell) + 1;
    const rows = Math.floor((bounds.maxY - bounds.minY) / this.cell) + 1;
    this.lengths = spots.length > 0 ? new Float32Array(this.columns * rows).fill(coarse) : null;
    for (const spot of spots) {
      const reach = Math.ceil((coarse - spot.edgeLength) / GRADING / this.cell);
      const column = Math.floor((spot.x - bounds.minX) / this.cell);
      const row = Math.floor((spot.y - bounds.minY) / this.cell);
      for (let r = Math.max(0, row - reach); r <= Math.min(rows - 1, row + reach); r++) {
        const y = bounds.minY + (r + 0.5) * this.cell;
        for (
          let c = Math.max(0, column - reach);
          c <= Math.min(this.columns - 1, column + reach);
          c++
        ) {
          const x = bounds.minX + (c + 0.5) * this.cell;
          const wanted = spot.edgeLength + GRADING * Math.hypot(spot.x - x, spot.y - y);
          const i = r * this.columns + c;
          if (wanted < this.lengths![i]!) this.lengths![i] = wanted;
        }
      }
    }
  }

  at(x: number, y: number): number {
    if (this.lengths === null) return this.coarse;
    const column = Math.floor((x - this.bounds.minX) / this.cell);
    const row = Math.floor((y - this.bounds.minY) / this.cell);
    return this.lengths[row * this.columns + column] ?? this.coarse;
  }
}
