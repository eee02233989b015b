import type { DistanceField } from '../body/distance-field.ts';
import type { Cloth } from '../cloth/cloth.ts';
import { crossingFinder } from '../mesh/self-crossings.ts';
import { type VertexNeighbours, vertexNeighbours } from '../mesh/vertex-neighbours.ts';
import { pushOffBody } from './off-the-body.ts';
import { partNear } from './part-near.ts';
import { withNeighbours } from './with-neighbours.ts';

/*
 * Cloth that was smoothed where it went through itself is crowded there, all of it by about as much: averages know of no
 * lengths. What of it has room is let out again, and what is too much gathers in a crease.
 */

/** Rings of neighbours round what was smoothed that are moved with it. */
const RINGS = 3;
/** Share of its length by which an edge is short in a crease, where nothing lets it out again. */
const CREASED = 0.3;
/** Share of its length by which an edge may be off and is left alone. */
const PLAY = 0.08;
const SWEEPS = 40;
/** Share of a correction taken in each sweep: all vertices move at once, so that neither side is favoured. */
const SHARE = 0.5;
/** Times that what would go through the cloth is put back, with what is about it, until nothing does. */
const TRIES = 20;
/** Metres: with smaller moves it is done. */
const STILL = 1e-4;

/** Brings edges back towards their lengths where cloth was smoothed, in place; see crowdSpreader. */
export type CrowdSpreader = (positions: Float64Array, smoothed: Iterable<number>) => number[];

/**
 * Makes the function that spreads crowded cloth on the body. It goes through itself nowhere that it did not before: what
 * would is put back and stays.
 *
 * @param thickness Metres between cloth and skin.
 * @returns given the cloth's positions (xyz triples, metres) and what was smoothed of it, which vertices may have moved.
 */
export function crowdSpreader(
  cloth: Pick<Cloth, 'vertexCount' | 'indices' | 'edges' | 'restLengths'>,
  field: DistanceField,
  thickness: number,
): CrowdSpreader {
  const { vertexCount, indices } = cloth;
  const adjacency = vertexNeighbours(vertexCount, indices);
  return (positions, smoothed) => {
    const near = withNeighbours(smoothed, adjacency, RINGS);
    if (near.length === 0) return near;
    const crossings = crossingFinder(vertexCount, partNear(indices, positions, near));
    const keyOf = (p: number, q: number) => p * vertexCount + q;
    const known = new Set<number>();
    const before = crossings(positions);
    for (let e = 0; e < before.length; e += 2) known.add(keyOf(before[e]!, before[e + 1]!));
    /** Ends of edges that newly go through the cloth. */
    const newly = () => {
      const now = crossings(positions);
      return now.filter((_, e) => !known.has(keyOf(now[e & ~1]!, now[e | 1]!)));
    };
    const free = new Set(near);
    const edges = edgesOf(cloth, free);
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      const kept = new Map(near.map((v) => [v, positions.slice(3 * v, 3 * v + 3)]));
      const farthest = moveOnce(positions, cloth, edges, free, (v) =>
        pushOffBody(positions, v, field, thickness),
      );
      if (!putBack(positions, kept, free, adjacency, newly)) {
        for (const [v, at] of kept) positions.set(at, 3 * v);
        break;
      }
      if (farthest < STILL) break;
    }
    return near;
  };
}

/** Of the cloth's edges those that end at one of some vertices. */
function edgesOf({ edges }: Pick<Cloth, 'edges'>, vertices: ReadonlySet<number>): number[] {
  const found: number[] = [];
  for (let e = 0; e < edges.length / 2; e++)
    if (vertices.has(edges[2 * e]!) || vertices.has(edges[2 * e + 1]!)) found.push(e);
  return found;
}

/** One sweep; @returns how far the vertex went that went farthest, metres. */
function moveOnce(
  x: Float64Array,
  { edges, restLengths }: Pick<Cloth, 'edges' | 'restLengths'>,
  listed: readonly number[],
  free: ReadonlySet<number>,
  push: (vertex: number) => void,
): number {
  const moves = new Map<number, [x: number, y: number, z: number, pulls: number]>();
  for (const e of listed) {
    const [a, b] = [edges[2 * e]!, edges[2 * e + 1]!];
    const dx = x[3 * b]! - x[3 * a]!;
    const dy = x[3 * b + 1]! - x[3 * a + 1]!;
    const dz = x[3 * b + 2]! - x[3 * a + 2]!;
    const length = Math.sqrt(dx * dx + dy * dy + dz * dz);
    const off = length / restLengths[e]! - 1;
    if (off < -CREASED || Math.abs(off) < PLAY || length < 1e-6) continue;
    const wanted = restLengths[e]! * (1 + Math.sign(off) * PLAY);
    const pull = (0.5 * (length - wanted)) / length;
    for (const [v, share] of [
      [a, pull],
      [b, -pull],
    ] as const) {
      if (!free.has(v)) continue;
      const [mx, my, mz, pulls] = moves.get(v) ?? [0, 0, 0, 0];
      moves.set(v, [mx + share * dx, my + share * dy, mz + share * dz, pulls + 1]);
    }
  }
  let farthest = 0;
  for (const [v, [dx, dy, dz, pulls]] of moves) {
    // Of several pulls the mean, or vertices of many edges would overshoot.
    const share = SHARE / Math.max(1, pulls / 2);
    x[3 * v]! += share * dx;
    x[3 * v + 1]! += share * dy;
    x[3 * v + 2]! += share * dz;
    push(v);
    farthest = Math.max(farthest, share * Math.hypot(dx, dy, dz));
  }
  return farthest;
}

/**
 * Puts back what newly goes through the cloth, with its neighbours, and leaves it there from now on.
 *
 * @param free Loses what was put back. @returns whether nothing newly goes through the cloth then.
 */
function putBack(
  x: Float64Array,
  kept: ReadonlyMap<number, Float64Array>,
  free: Set<number>,
  { starts, neighbours }: VertexNeighbours,
  newly: () => Uint32Array,
): boolean {
  for (let n = 0; n < TRIES; n++) {
    const through = new Set(newly());
    if (through.size === 0) return true;
    for (const v of through) {
      for (const w of [v, ...neighbours.subarray(starts[v]!, starts[v + 1]!)]) {
        const at = kept.get(w);
        if (at) x.set(at, 3 * w);
        free.delete(w);
      }
    }
  }
  return false;
}
