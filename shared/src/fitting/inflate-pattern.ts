import { squaredDistanceTo } from '../image/distance-transform.ts';
import { vertexNeighbours } from '../mesh/vertex-neighbours.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';

/** Cell of the grid on which distances to the seams are looked up, metres. */
const CELL = 0.004;
/** Cells round the pattern. */
const MARGIN = 4;
/** Radius of the roll over a shoulder seam, metres: a shoulder is about 12 cm thick. */
const SHOULDER_RADIUS = 0.06;
/** A step inward that gains less than this share of its length has passed the middle of the part. */
const STILL_INWARD = 0.7;
/** Passes of Laplacian smoothing over the moves, which jump where the nearest seam changes. */
const SMOOTHING_PASSES = 6;

/**
 * Rolls a flat sewn garment into a solid shape without stretching it much: along each seam, front
 * and back turn over into a half round of radius R, with arc lengths kept, so that a sleeve of half
 * width w becomes a tube of radius 2 w / pi and the trunk a box with round sides.
 *
 * @param halfDepth Largest radius, metres: half the depth the trunk is to have.
 * @returns xyz of each sewn vertex: x and y of the pattern frame, z before (+) and behind the seams.
 */
export function inflatePattern(sewn: SewnGarment, halfDepth: number): Float32Array {
  const seams = seamDistances(sewn);
  const { vertexCount, flat } = sewn;
  const inward = inwardDirections(sewn, seams);
  let moves: Float64Array = new Float64Array(3 * vertexCount);
  for (let v = 0; v < vertexCount; v++) {
    const x = flat[2 * v]!;
    const y = flat[2 * v + 1]!;
    const gx = inward[2 * v]!;
    const gy = inward[2 * v + 1]!;
    const d = sewn.seamVertices[v] ? 0 : seams.at(x, y);
    const downward = Math.max(0, -gy);
    const most = halfDepth + (SHOULDER_RADIUS - halfDepth) * downward * downward;
    const radius = Math.min(most, (2 * halfWidth(seams, x, y, gx, gy, d, most)) / Math.PI);
    const angle = radius > 0 ? Math.min(Math.PI / 2, d / radius) : 0;
    const shift = Math.max(0, (Math.PI / 2) * radius - d - radius * Math.cos(angle));
    moves[3 * v] = shift * gx;
    moves[3 * v + 1] = shift * gy;
    moves[3 * v + 2] = radius * Math.sin(angle);
  }
  moves = smoothed(moves, sewn);
  const shape = new Float32Array(3 * vertexCount);
  for (let v = 0; v < vertexCount; v++) {
    const facing = sewn.facings[v] === 1 ? 1 : sewn.facings[v] === 2 ? -1 : 0;
    shape[3 * v] = flat[2 * v]! + moves[3 * v]!;
    shape[3 * v + 1] = flat[2 * v + 1]! + moves[3 * v + 1]!;
    shape[3 * v + 2] = facing * moves[3 * v + 2]!;
  }
  return shape;
}

/** Distances to the nearest seam over the flat pattern, metres. */
interface SeamDistances {
  at(x: number, y: number): number;
}

function seamDistances({ indices, trianglePanels, cornerFlat, flat }: SewnGarment): SeamDistances {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < flat.length; i += 2) {
    minX = Math.min(minX, flat[i]!);
    maxX = Math.max(maxX, flat[i]!);
    minY = Math.min(minY, flat[i + 1]!);
    maxY = Math.max(maxY, flat[i + 1]!);
  }
  const width = Math.ceil((maxX - minX) / CELL) + 2 * MARGIN + 1;
  const height = Math.ceil((maxY - minY) / CELL) + 2 * MARGIN + 1;
  const mask = new Uint8Array(width * height);
  const panelOfEdge = new Map<number, number>();
  const vertexCount = flat.length / 2;
  for (let e = 0; e < indices.length; e++) {
    const next = e % 3 === 2 ? e - 2 : e + 1;
    const p = Math.min(indices[e]!, indices[next]!);
    const q = Math.max(indices[e]!, indices[next]!);
    const panel = trianglePanels[Math.floor(e / 3)]!;
    const other = panelOfEdge.get(p * vertexCount + q);
    panelOfEdge.set(p * vertexCount + q, panel);
    if (other === undefined || other === panel) continue;
    const dx = cornerFlat[2 * next]! - cornerFlat[2 * e]!;
    const dy = cornerFlat[2 * next + 1]! - cornerFlat[2 * e + 1]!;
    const steps = Math.ceil((2 * Math.hypot(dx, dy)) / CELL) + 1;
    for (let s = 0; s <= steps; s++) {
      const column = Math.round((cornerFlat[2 * e]! + (s / steps) * dx - minX) / CELL) + MARGIN;
      const row = Math.round((cornerFlat[2 * e + 1]! + (s / steps) * dy - minY) / CELL) + MARGIN;
      mask[column + width * row] = 1;
    }
  }
  const squares = squaredDistanceTo(mask, width, height);
  const node = (column: number, row: number): number => {
    const i = Math.min(width - 1, Math.max(0, column));
    const j = Math.min(height - 1, Math.max(0, row));
    return CELL * Math.sqrt(squares[i + width * j]!);
  };
  return {
    at: (x, y) => {
      const u = (x - minX) / CELL + MARGIN;
      const v = (y - minY) / CELL + MARGIN;
      const [i, j] = [Math.floor(u), Math.floor(v)];
      const [s, t] = [u - i, v - j];
      const low = (1 - s) * node(i, j) + s * node(i + 1, j);
      const high = (1 - s) * node(i, j + 1) + s * node(i + 1, j + 1);
      return (1 - t) * low + t * high;
    },
  };
}

/** Unit directions away from the nearest seam; at a seam, towards the cloth beside it. */
function inwardDirections(sewn: SewnGarment, seams: SeamDistances): Float64Array {
  const { vertexCount, flat, indices, seamVertices } = sewn;
  const { starts, neighbours } = vertexNeighbours(vertexCount, indices);
  const directions = new Float64Array(2 * vertexCount);
  for (let v = 0; v < vertexCount; v++) {
    const x = flat[2 * v]!;
    const y = flat[2 * v + 1]!;
    let gx = seams.at(x + CELL, y) - seams.at(x - CELL, y);
    let gy = seams.at(x, y + CELL) - seams.at(x, y - CELL);
    if (seamVertices[v]) {
      gx = 0;
      gy = 0;
      for (let k = starts[v]!; k < starts[v + 1]!; k++) {
        const n = neighbours[k]!;
        if (seamVertices[n]) continue;
        gx += flat[2 * n]! - x;
        gy += flat[2 * n + 1]! - y;
      }
    }
    const length = Math.hypot(gx, gy) || 1;
    directions[2 * v] = gx / length;
    directions[2 * v + 1] = gy / length;
  }
  return directions;
}

/** Half the width of the part the point is in: how far from seams the way inward leads. */
function halfWidth(
  seams: SeamDistances,
  x: number,
  y: number,
  gx: number,
  gy: number,
  start: number,
  mostRadius: number,
): number {
  const enough = (Math.PI / 2) * mostRadius;
  let distance = start;
  for (let s = 2 * CELL; distance < enough; s += 2 * CELL) {
    const here = seams.at(x + s * gx, y + s * gy);
    if (here < distance + STILL_INWARD * 2 * CELL) break;
    distance = here;
  }
  return distance;
}

function smoothed(moves: Float64Array, sewn: SewnGarment): Float64Array {
  const { starts, neighbours } = vertexNeighbours(sewn.vertexCount, sewn.indices);
  let from: Float64Array = moves;
  let to: Float64Array = moves.slice();
  for (let pass = 0; pass < SMOOTHING_PASSES; pass++) {
    for (let v = 0; v < sewn.vertexCount; v++) {
      const count = starts[v + 1]! - starts[v]!;
      for (let axis = 0; axis < 3; axis++) {
        // A seam stays in the middle plane.
        if (axis === 2 && sewn.seamVertices[v]) continue;
        let sum = 0;
        for (let k = starts[v]!; k < starts[v + 1]!; k++) sum += from[3 * neighbours[k]! + axis]!;
        to[3 * v + axis] = 0.5 * from[3 * v + axis]! + (0.5 * sum) / Math.max(1, count);
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
