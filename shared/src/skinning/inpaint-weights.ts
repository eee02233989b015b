import type { VertexNeighbours } from '../mesh/vertex-neighbours.ts';

/** Conjugate gradients come to 1e-4 on 10,000 points in about 150; more is a mesh that does not hang together. */
const MOST_ITERATIONS = 400;
/** Share of the first residual at which a column counts as solved. */
const TOLERANCE = 1e-4;

/**
 * Fills in what is not known so that the sum of squared differences along mesh edges is least: each
 * unknown point then holds the mean of its neighbours, so nothing lies outside of the range of what
 * is known and rows that sum to 1 go on doing so. Solved by conjugate gradients, one column after
 * the other. Points that hang together with nothing known keep what they have.
 *
 * @param values `columns` numbers a point; changed in place where `known` is 0.
 */
export function inpaintValues(
  values: Float64Array,
  columns: number,
  known: Uint8Array,
  neighbours: VertexNeighbours,
): void {
  const unknown = reachableUnknown(known, neighbours);
  const column = new Float64Array(known.length);
  for (let c = 0; c < columns; c++) {
    for (let v = 0; v < known.length; v++) column[v] = values[columns * v + c]!;
    solveColumn(column, unknown, neighbours);
    for (const v of unknown) values[columns * v + c] = column[v]!;
  }
}

/** Unknown points that a path of edges joins to a known one, in rising order. */
function reachableUnknown(
  known: Uint8Array,
  { starts, neighbours }: VertexNeighbours,
): Uint32Array {
  const reached = known.slice();
  const queue: number[] = [];
  for (let v = 0; v < known.length; v++) if (known[v]) queue.push(v);
  for (let head = 0; head < queue.length; head++) {
    const v = queue[head]!;
    for (let k = starts[v]!; k < starts[v + 1]!; k++) {
      const w = neighbours[k]!;
      if (reached[w]) continue;
      reached[w] = 1;
      queue.push(w);
    }
  }
  return Uint32Array.from(queue.filter((v) => !known[v])).sort();
}

/** Conjugate gradients for the graph Laplacian, preconditioned by its diagonal. */
function solveColumn(
  x: Float64Array,
  unknown: Uint32Array,
  { starts, neighbours }: VertexNeighbours,
): void {
  const residual = new Float64Array(x.length);
  const direction = new Float64Array(x.length);
  const product = new Float64Array(x.length);
  const degree = (v: number) => starts[v + 1]! - starts[v]!;
  let energy = 0;
  for (const v of unknown) {
    let lack = 0;
    for (let k = starts[v]!; k < starts[v + 1]!; k++) lack += x[neighbours[k]!]! - x[v]!;
    residual[v] = lack;
    direction[v] = lack / degree(v);
    energy += lack * direction[v]!;
  }
  const enough = energy * TOLERANCE * TOLERANCE;
  for (let iteration = 0; iteration < MOST_ITERATIONS && energy > enough; iteration++) {
    let curvature = 0;
    for (const v of unknown) {
      let sum = degree(v) * direction[v]!;
      // Known points have no direction: what they hold stays.
      for (let k = starts[v]!; k < starts[v + 1]!; k++) sum -= direction[neighbours[k]!]!;
      product[v] = sum;
      curvature += direction[v]! * sum;
    }
    const step = energy / curvature;
    let next = 0;
    for (const v of unknown) {
      x[v]! += step * direction[v]!;
      residual[v]! -= step * product[v]!;
      next += (residual[v]! * residual[v]!) / degree(v);
    }
    const keep = next / energy;
    energy = next;
    for (const v of unknown) direction[v] = residual[v]! / degree(v) + keep * direction[v]!;
  }
}
