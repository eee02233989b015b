import { crossingsAt, distanceToSegment } from './polygon.ts';

export interface Bounds {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** The polygon's sides in square cells, for distance and row queries. */
export class PolygonGrid {
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
    return crossingsAt(this.boundary, y);
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
