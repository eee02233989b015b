import { distanceToSegment } from './polygon.ts';

/** A place that asks for shorter edges than the rest of the polygon. */
export interface FineSpot {
  readonly x: number;
  readonly y: number;
  /** Edge length wanted there. */
  readonly edgeLength: number;
}

/** How fast edges may grow with the distance from a fine spot. */
const GRADING = 0.4;
/** Interior points keep this share of the local edge length from the boundary (drape.md, section 7). */
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
  const segments = new SegmentGrid(boundary, edgeLength);
  const spots = fineSpots.filter((spot) => spot.edgeLength < edgeLength * 0.9);
  const localLength = (x: number, y: number) => {
    let length = edgeLength;
    for (const spot of spots) {
      const reach = length - spot.edgeLength;
      if (reach <= 0) continue;
      const distance = Math.hypot(spot.x - x, spot.y - y);
      if (distance * GRADING < reach) length = spot.edgeLength + distance * GRADING;
    }
    return length;
  };
  const points: number[] = [];
  const levels = spots.length > 0 ? LEVELS : 1;
  for (let level = 0; level < levels; level++) {
    const spacing = edgeLength / 2 ** level;
    const coarsest = level === 0 ? Infinity : spacing * Math.SQRT2;
    const finest = level === levels - 1 ? 0 : spacing * Math.SQRT1_2;
    const rowHeight = spacing * Math.sqrt(0.75);
    const region = level === 0 ? segments.bounds : spotBounds(spots, coarsest);
    const firstRow = Math.floor(Math.max(region.minY, segments.bounds.minY) / rowHeight);
    const lastRow = Math.ceil(Math.min(region.maxY, segments.bounds.maxY) / rowHeight);
    for (let row = firstRow; row <= lastRow; row++) {
      const y = row * rowHeight;
      const crossings = segments.crossings(y);
      const shift = row % 2 === 0 ? 0 : 0.5;
      for (let c = 0; c + 1 < crossings.length; c += 2) {
        const from = Math.max(crossings[c]!, region.minX);
        const to = Math.min(crossings[c + 1]!, region.maxX);
        for (let column = Math.ceil(from / spacing - shift); ; column++) {
          const x = (column + shift) * spacing;
          if (x > to) break;
          const local = localLength(x, y);
          if (local <= finest || local > coarsest) continue;
          const px = x + (random() - 0.5) * 2 * JITTER * spacing;
          const py = y + (random() - 0.5) * 2 * JITTER * spacing;
          if (segments.isNear(px, py, BOUNDARY_CLEARANCE * local)) continue;
          points.push(px, py);
        }
      }
    }
  }
  return points;
}

interface Bounds {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
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

/** The polygon's sides in square cells, for distance and row queries. */
class SegmentGrid {
  readonly bounds: Bounds;
  private readonly boundary: Float64Array;
  private readonly cell: number;
  private readonly columns: number;
  private readonly rows: number;
  private readonly cells: number[][];

  constructor(boundary: Float64Array, cell: number) {
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    for (let i = 0; i < boundary.length; i += 2) {
      minX = Math.min(minX, boundary[i]!);
      maxX = Math.max(maxX, boundary[i]!);
      minY = Math.min(minY, boundary[i + 1]!);
      maxY = Math.max(maxY, boundary[i + 1]!);
    }
    this.bounds = { minX, minY, maxX, maxY };
    this.boundary = boundary;
    this.cell = cell;
    this.columns = Math.floor((maxX - minX) / cell) + 1;
    this.rows = Math.floor((maxY - minY) / cell) + 1;
    this.cells = Array.from({ length: this.columns * this.rows }, () => []);
    const count = boundary.length / 2;
    for (let i = 0; i < count; i++) {
      const j = (i + 1) % count;
      const c0 = this.column(Math.min(boundary[2 * i]!, boundary[2 * j]!));
      const c1 = this.column(Math.max(boundary[2 * i]!, boundary[2 * j]!));
      const r0 = this.row(Math.min(boundary[2 * i + 1]!, boundary[2 * j + 1]!));
      const r1 = this.row(Math.max(boundary[2 * i + 1]!, boundary[2 * j + 1]!));
      for (let r = r0; r <= r1; r++) {
        for (let c = c0; c <= c1; c++) this.cells[r * this.columns + c]!.push(i);
      }
    }
  }

  private column(x: number): number {
    return Math.max(0, Math.min(this.columns - 1, Math.floor((x - this.bounds.minX) / this.cell)));
  }

  private row(y: number): number {
    return Math.max(0, Math.min(this.rows - 1, Math.floor((y - this.bounds.minY) / this.cell)));
  }

  /** The x of every side that crosses the height y, sorted. */
  crossings(y: number): number[] {
    const points = this.boundary;
    const count = points.length / 2;
    const found: number[] = [];
    for (let i = 0, j = count - 1; i < count; j = i++) {
      const yi = points[2 * i + 1]!;
      const yj = points[2 * j + 1]!;
      if (yi > y === yj > y) continue;
      const xi = points[2 * i]!;
      found.push(((points[2 * j]! - xi) * (y - yi)) / (yj - yi) + xi);
    }
    return found.sort((a, b) => a - b);
  }

  /** Whether a side is nearer than `distance`, which must not exceed the cell size. */
  isNear(x: number, y: number, distance: number): boolean {
    const points = this.boundary;
    const count = points.length / 2;
    const c0 = this.column(x - distance);
    const c1 = this.column(x + distance);
    const r0 = this.row(y - distance);
    const r1 = this.row(y + distance);
    for (let r = r0; r <= r1; r++) {
      for (let c = c0; c <= c1; c++) {
        for (const i of this.cells[r * this.columns + c]!) {
          const j = i + 1 === count ? 0 : i + 1;
          if (
            distanceToSegment(
              x,
              y,
              points[2 * i]!,
              points[2 * i + 1]!,
              points[2 * j]!,
              points[2 * j + 1]!,
            ) < distance
          ) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
