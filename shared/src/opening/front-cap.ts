import type { PosedBody } from '../body/avatar.ts';
import type { UprightMesh } from '../fitting/align-to-body.ts';
import { indexBody, surfacePoint } from '../mesh/closest-point.ts';
import { vertexNeighbours } from '../mesh/vertex-neighbours.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';

/** Cosine between a normal and the way out of the trunk below which a surface faces the wearer. */
const FACES_IN = -0.15;
/** No cloth lies so far inside of the trunk, metres, within this share of the way to the armpits. */
const CORE_DEPTH = 0.03;
const CORE_WIDTH = 0.7;
/** Rounds in which normals are evened out with their neighbours': what noise turns is no cap. */
const ROUNDS = 4;
/** The parts of an open front's cap reach over this share of the garment's height, each of them over that. */
const REACH = 0.6;
const PART = 0.1;

/**
 * The surface that closes a front that lies open: it sinks in between the front edges and faces the wearer from
 * neck to hem, or lies where the wearer is, which cloth never does. A front that is closed with cloth has none, and stays closed.
 *
 * @param mesh Closed, wound outwards, aligned to the body; metres, file frame.
 * @param isSleeve Whether a place of the front view belongs to a sleeve: sleeves face the trunk.
 * @param cell Metres between its vertices.
 * @returns A value at each vertex, negative on the cap, as for `cutMesh`; null without an open front.
 */
export function frontCap(
  { positions, indices }: UprightMesh,
  body: PosedBody,
  isSleeve: (x: number, y: number) => boolean,
  cell: number,
): Float32Array | null {
  const count = positions.length / 3;
  const { starts, neighbours } = vertexNeighbours(count, indices);
  const normals = vertexNormals(positions, indices);
  const { neck_front, neck_back, waist_front, waist_back } = body.landmarks;
  const skin = indexBody(body.positions, body.avatar.indices);
  const hit = surfacePoint();
  const core = CORE_WIDTH * body.landmarks.armpit_left![0];
  const isInCore = (x: number, y: number, z: number) =>
    Math.abs(x) < core && skin.isInside(x, y, z) && !skin.closestPoint(x, y, z, CORE_DEPTH, hit);
  const middle = (neck_front![2] + neck_back![2] + waist_front![2] + waist_back![2]) / 4;
  let outwards = Float32Array.from({ length: count }, (_, v) => {
    const [x, y, z] = [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]! - middle];
    if (isSleeve(x, y)) return 1;
    if (isInCore(x, y, positions[3 * v + 2]!)) return -1;
    return (normals[3 * v]! * x + normals[3 * v + 2]! * z) / (Math.hypot(x, z) || 1);
  });
  for (let round = 0; round < ROUNDS; round++) {
    outwards = outwards.map((own, v) => {
      let sum = own;
      for (let k = starts[v]!; k < starts[v + 1]!; k++) sum += outwards[neighbours[k]!]!;
      return sum / (1 + starts[v + 1]! - starts[v]!);
    });
  }
  const graph = { starts, neighbours };
  const heights = extentOf(
    positions,
    Array.from({ length: count }, (_, v) => v),
  );
  const tall = heights.high - heights.low;
  const parts = partsBelow(outwards, FACES_IN, graph)
    .map((vertices) => ({ vertices, ...extentOf(positions, vertices) }))
    .filter(({ low, high }) => high - low >= PART * tall)
    // The inner side of a sleeve faces the trunk too, but does not come to its middle.
    .filter(({ vertices }) => vertices.some((v) => Math.abs(positions[3 * v]!) < core / 2));
  const reach = parts.reduce((sum, { low, high }) => sum + high - low, 0);
  if (reach < REACH * tall) return null;
  const cap = new Uint8Array(count);
  for (const { vertices } of parts) for (const v of vertices) cap[v] = 1;
  // Where the front edges nearly meet, the cap lies flush between them: there the way from part to part is cut.
  const isBefore = (v: number) => positions[3 * v + 2]! > middle;
  const slit = parts
    .slice(1)
    .flatMap(({ vertices }) => wayFrom(vertices, new Set(parts[0]!.vertices), graph, isBefore));
  for (const v of slit) outwards[v] = -1;
  return outwards.map((own, v) =>
    cap[v] || own === -1 || own >= FACES_IN ? 2 * cell * (own - FACES_IN) : cell,
  );
}

interface Graph {
  readonly starts: Uint32Array;
  readonly neighbours: Uint32Array;
}

function extentOf(positions: Float32Array, vertices: readonly number[]) {
  let [low, high] = [Infinity, -Infinity];
  for (const v of vertices) {
    low = Math.min(low, positions[3 * v + 1]!);
    high = Math.max(high, positions[3 * v + 1]!);
  }
  return { low, high };
}

/** Sets of vertices below a limit that hang together, the largest first. */
function partsBelow(
  values: Float32Array,
  limit: number,
  { starts, neighbours }: Graph,
): number[][] {
  const seen = new Uint8Array(values.length);
  const parts: number[][] = [];
  for (let start = 0; start < values.length; start++) {
    if (seen[start] || values[start]! >= limit) continue;
    seen[start] = 1;
    const part = [start];
    for (let i = 0; i < part.length; i++) {
      for (let k = starts[part[i]!]!; k < starts[part[i]! + 1]!; k++) {
        const other = neighbours[k]!;
        if (seen[other] || values[other]! >= limit) continue;
        seen[other] = 1;
        part.push(other);
      }
    }
    parts.push(part);
  }
  return parts.sort((a, b) => b.length - a.length);
}

/** The vertices on the shortest way between two sets, over those that may be walked on; none without a way. */
function wayFrom(
  from: readonly number[],
  to: ReadonlySet<number>,
  { starts, neighbours }: Graph,
  mayWalk: (v: number) => boolean,
): number[] {
  const cameFrom = new Map<number, number>(from.map((v) => [v, -1]));
  const open = [...from];
  for (let i = 0; i < open.length; i++) {
    const v = open[i]!;
    for (let k = starts[v]!; k < starts[v + 1]!; k++) {
      const other = neighbours[k]!;
      if (cameFrom.has(other)) continue;
      cameFrom.set(other, v);
      if (to.has(other)) {
        const way: number[] = [];
        for (let at = v; at >= 0; at = cameFrom.get(at)!) way.push(at);
        return way;
      }
      if (mayWalk(other)) open.push(other);
    }
  }
  return [];
}
