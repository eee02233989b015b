import { cross, dot, type Triple } from './vector.ts';

/** Pixels by which a vertex may lie behind the depth map and still count as seen (slopes, rounding). */
const DEPTH_SLACK_PX = 2.5;

/** What a set of views saw of a mesh's vertices. */
export interface Visibility {
  /** Per vertex, the share (cosine weighted by the normal) of the directions that see it: 0 to 1. */
  readonly openness: Float64Array;
  /** Per vertex, in how many views it was seen. */
  readonly seen: Uint16Array;
}

/**
 * Looks at a mesh from evenly spread directions through depth maps, from outside. Vertices that no
 * view sees lie in cavities; the share seen by the others is their ambient light.
 *
 * @param positions xyz triples, metres
 * @param normals unit vectors
 * @param views number of directions on a Fibonacci sphere
 * @param mapSize pixels along a depth map's side
 */
export function vertexVisibility(
  positions: ArrayLike<number>,
  normals: ArrayLike<number>,
  indices: Uint32Array,
  views: number,
  mapSize: number,
): Visibility {
  const vertexCount = positions.length / 3;
  const light = new Float64Array(vertexCount);
  const possible = new Float64Array(vertexCount);
  const seen = new Uint16Array(vertexCount);
  const used = new Uint8Array(vertexCount);
  for (const vertex of indices) used[vertex] = 1;
  for (let view = 0; view < views; view++) {
    const direction = sphereDirection(view, views);
    const map = depthMap(positions, indices, used, direction, mapSize);
    for (let vertex = 0; vertex < vertexCount; vertex++) {
      if (used[vertex] === 0) continue;
      const facing =
        normals[vertex * 3]! * direction[0] +
        normals[vertex * 3 + 1]! * direction[1] +
        normals[vertex * 3 + 2]! * direction[2];
      if (facing <= 0) continue;
      possible[vertex]! += facing;
      if (!map.sees(vertex)) continue;
      light[vertex]! += facing;
      seen[vertex]!++;
    }
  }
  return {
    openness: light.map((value, i) => (possible[i]! > 0 ? value / possible[i]! : 0)),
    seen,
  };
}

/** Evenly spread directions (Fibonacci sphere; Gonzalez 2010). */
function sphereDirection(index: number, count: number): Triple {
  const y = 1 - (2 * index + 1) / count;
  const radius = Math.sqrt(1 - y * y);
  const angle = index * Math.PI * (3 - Math.sqrt(5));
  return [radius * Math.cos(angle), y, radius * Math.sin(angle)];
}

function depthMap(
  positions: ArrayLike<number>,
  indices: Uint32Array,
  used: Uint8Array,
  direction: Triple,
  mapSize: number,
): { sees(vertex: number): boolean } {
  const vertexCount = positions.length / 3;
  const [u, v] = axesAcross(direction);
  const projected = new Float64Array(vertexCount * 3);
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < vertexCount; i++) {
    if (used[i] === 0) continue;
    const p: Triple = [positions[i * 3]!, positions[i * 3 + 1]!, positions[i * 3 + 2]!];
    projected[i * 3] = dot(p, u);
    projected[i * 3 + 1] = dot(p, v);
    projected[i * 3 + 2] = dot(p, direction);
    minX = Math.min(minX, projected[i * 3]!);
    maxX = Math.max(maxX, projected[i * 3]!);
    minY = Math.min(minY, projected[i * 3 + 1]!);
    maxY = Math.max(maxY, projected[i * 3 + 1]!);
  }
  const scale = (mapSize - 1) / Math.max(maxX - minX, maxY - minY);
  const depth = new Float64Array(mapSize * mapSize).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < vertexCount; i++) {
    projected[i * 3] = (projected[i * 3]! - minX) * scale;
    projected[i * 3 + 1] = (projected[i * 3 + 1]! - minY) * scale;
  }
  for (let t = 0; t < indices.length; t += 3) {
    fillDepth(projected, indices[t]! * 3, indices[t + 1]! * 3, indices[t + 2]! * 3, depth, mapSize);
  }
  return {
    sees(vertex) {
      const x = Math.round(projected[vertex * 3]!);
      const y = Math.round(projected[vertex * 3 + 1]!);
      return projected[vertex * 3 + 2]! >= depth[y * mapSize + x]! - DEPTH_SLACK_PX / scale;
    },
  };
}

function fillDepth(
  p: Float64Array,
  a: number,
  b: number,
  c: number,
  depth: Float64Array,
  mapSize: number,
): void {
  const [ax, ay, bx, by, cx, cy] = [p[a]!, p[a + 1]!, p[b]!, p[b + 1]!, p[c]!, p[c + 1]!];
  const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
  if (area === 0) return;
  for (let y = Math.ceil(Math.min(ay, by, cy)); y <= Math.max(ay, by, cy); y++) {
    for (let x = Math.ceil(Math.min(ax, bx, cx)); x <= Math.max(ax, bx, cx); x++) {
      const v = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area;
      const w = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / area;
      if (v < 0 || w < 0 || v + w > 1) continue;
      const z = (1 - v - w) * p[a + 2]! + v * p[b + 2]! + w * p[c + 2]!;
      const at = y * mapSize + x;
      if (z > depth[at]!) depth[at] = z;
    }
  }
}

function axesAcross(direction: Triple): [Triple, Triple] {
  const helper: Triple = Math.abs(direction[1]) < 0.9 ? [0, 1, 0] : [1, 0, 0];
  const u = cross(helper, direction);
  const length = Math.hypot(...u);
  const unit: Triple = [u[0] / length, u[1] / length, u[2] / length];
  return [unit, cross(direction, unit)];
}
