import type { SewnGarment } from './sewn-garment.ts';

/** Points just outside the coarser mesh continue its nearest triangle, but not beyond this. */
const MAX_EXTRAPOLATION = 0.6;
/** Cells of the look-up grid per triangle side, on average. */
const TRIANGLES_PER_CELL = 2;

/**
 * Carries vertex positions over to another triangulation of the same pattern: each vertex takes the
 * place of its flat point on the other mesh, panel by panel (a seam vertex the mean of its panels').
 *
 * @param fromPositions xyz of each vertex of `from`.
 * @returns xyz of each vertex of `to`.
 */
export function transferPositions(
  from: SewnGarment,
  fromPositions: Float32Array,
  to: SewnGarment,
): Float32Array {
  let panelCount = 1;
  for (const panel of from.trianglePanels) panelCount = Math.max(panelCount, panel + 1);
  const panels = Array.from({ length: panelCount }, (_, p) => new PanelLookup(from, p));
  const positions = new Float32Array(to.vertexCount * 3);
  const counts = new Uint8Array(to.vertexCount);
  const seen = Array.from({ length: panelCount }, () => new Uint8Array(to.vertexCount));
  const weights = new Float64Array(3);
  for (let corner = 0; corner < to.indices.length; corner++) {
    const panel = to.trianglePanels[Math.floor(corner / 3)]!;
    const v = to.indices[corner]!;
    if (seen[panel]![v]) continue;
    seen[panel]![v] = 1;
    const triangle = panels[panel]!.locate(
      to.cornerFlat[2 * corner]!,
      to.cornerFlat[2 * corner + 1]!,
      weights,
    );
    counts[v]!++;
    for (let k = 0; k < 3; k++) {
      const source = 3 * from.indices[3 * triangle + k]!;
      positions[3 * v]! += weights[k]! * fromPositions[source]!;
      positions[3 * v + 1]! += weights[k]! * fromPositions[source + 1]!;
      positions[3 * v + 2]! += weights[k]! * fromPositions[source + 2]!;
    }
  }
  for (let v = 0; v < to.vertexCount; v++) {
    for (let k = 0; k < 3; k++) positions[3 * v + k]! /= counts[v]! || 1;
  }
  return positions;
}

/** Finds the triangle of one panel at a flat point. */
class PanelLookup {
  private readonly sewn: SewnGarment;
  private readonly triangles: number[] = [];
  private readonly minX: number;
  private readonly minY: number;
  private readonly cell: number;
  private readonly columns: number;
  private readonly rows: number;
  private readonly cells: number[][];
  private readonly trial = new Float64Array(3);

  constructor(sewn: SewnGarment, panel: number) {
    this.sewn = sewn;
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    for (let t = 0; t < sewn.trianglePanels.length; t++) {
      if (sewn.trianglePanels[t] !== panel) continue;
      this.triangles.push(t);
      for (let k = 0; k < 3; k++) {
        const x = sewn.cornerFlat[6 * t + 2 * k]!;
        const y = sewn.cornerFlat[6 * t + 2 * k + 1]!;
        minX = Math.min(minX, x);
        maxX = Math.max(maxX, x);
        minY = Math.min(minY, y);
        maxY = Math.max(maxY, y);
      }
    }
    this.minX = minX;
    this.minY = minY;
    const area = (maxX - minX) * (maxY - minY);
    this.cell = Math.sqrt((TRIANGLES_PER_CELL * area) / Math.max(1, this.triangles.length));
    this.columns = Math.floor((maxX - minX) / this.cell) + 1;
    this.rows = Math.floor((maxY - minY) / this.cell) + 1;
    this.cells = Array.from({ length: this.columns * this.rows }, () => []);
    for (const t of this.triangles) {
      const flat = sewn.cornerFlat.subarray(6 * t, 6 * t + 6);
      const c0 = this.column(Math.min(flat[0]!, flat[2]!, flat[4]!));
      const c1 = this.column(Math.max(flat[0]!, flat[2]!, flat[4]!));
      const r0 = this.row(Math.min(flat[1]!, flat[3]!, flat[5]!));
      const r1 = this.row(Math.max(flat[1]!, flat[3]!, flat[5]!));
      for (let r = r0; r <= r1; r++) {
        for (let c = c0; c <= c1; c++) this.cells[r * this.columns + c]!.push(t);
      }
    }
  }

  private column(x: number): number {
    return Math.max(0, Math.min(this.columns - 1, Math.floor((x - this.minX) / this.cell)));
  }

  private row(y: number): number {
    return Math.max(0, Math.min(this.rows - 1, Math.floor((y - this.minY) / this.cell)));
  }

  /**
   * Number of the triangle that holds (x, y), or of the nearest one; `weights` gets the barycentric
   * coordinates, which may leave 0..1 a little for a point outside of all.
   */
  locate(x: number, y: number, weights: Float64Array): number {
    const column = this.column(x);
    const row = this.row(y);
    let best = -1;
    let bestExcess = Infinity;
    const { trial } = this;
    for (let ring = 0; ring < Math.max(this.columns, this.rows); ring++) {
      for (let r = row - ring; r <= row + ring; r++) {
        if (r < 0 || r >= this.rows) continue;
        const onRim = r === row - ring || r === row + ring;
        for (let c = column - ring; c <= column + ring; c += onRim ? 1 : 2 * ring || 1) {
          if (c < 0 || c >= this.columns) continue;
          for (const t of this.cells[r * this.columns + c]!) {
            const excess = this.barycentric(t, x, y, trial);
            if (excess >= bestExcess) continue;
            bestExcess = excess;
            best = t;
            weights.set(trial);
            if (excess <= 0) return t;
          }
        }
      }
      // One ring beyond the first find: the nearest triangle may sit in the next cell.
      if (best >= 0 && ring > 0) break;
    }
    limitExtrapolation(weights);
    return best;
  }

  /** Fills the barycentric coordinates and returns how far outside the point is, metres (0 inside). */
  private barycentric(t: number, x: number, y: number, out: Float64Array): number {
    const flat = this.sewn.cornerFlat;
    const ax = flat[6 * t]!;
    const ay = flat[6 * t + 1]!;
    const bx = flat[6 * t + 2]!;
    const by = flat[6 * t + 3]!;
    const cx = flat[6 * t + 4]!;
    const cy = flat[6 * t + 5]!;
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    out[0] = ((bx - x) * (cy - y) - (by - y) * (cx - x)) / area;
    out[1] = ((cx - x) * (ay - y) - (cy - y) * (ax - x)) / area;
    out[2] = 1 - out[0]! - out[1]!;
    const size = Math.abs(area);
    const outside = Math.max(
      -out[0]! * (size / Math.hypot(cx - bx, cy - by)),
      -out[1]! * (size / Math.hypot(ax - cx, ay - cy)),
      -out[2]! * (size / Math.hypot(bx - ax, by - ay)),
    );
    return outside > 1e-9 ? outside : 0;
  }
}

function limitExtrapolation(weights: Float64Array): void {
  let total = 0;
  for (let k = 0; k < 3; k++) {
    weights[k] = Math.max(-MAX_EXTRAPOLATION, weights[k]!);
    total += weights[k]!;
  }
  for (let k = 0; k < 3; k++) weights[k]! /= total;
}
