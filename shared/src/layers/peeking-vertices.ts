import { BufferAttribute, BufferGeometry, DoubleSide, Ray } from 'three';
import { MeshBVH } from 'three-mesh-bvh';
import { type BodyIndex, type ClosedMesh, surfacePoint } from '../mesh/closest-point.ts';
import { vertexNeighbours } from '../mesh/vertex-neighbours.ts';

/** Cloth that looks out by less is cloth against cloth: metres. */
const LEAST = 0.001;
/** Outer cloth within this distance beyond a vertex covers it, metres. */
const COVER = 0.08;
/** A stretch hangs out of an opening when more than this share of the cloth round it is not covered. */
const HANGS_OUT = 0.1;

/** A vertex of an inner garment that lies outside of the one worn over it. */
export interface PeekingVertex {
  readonly vertex: number;
  /** Metres beyond the outer cloth. */
  readonly depth: number;
  /** Where the way to the skin goes through the outer cloth. */
  readonly crossing: readonly [number, number, number];
  /** The skin nearest to the vertex. */
  readonly skin: readonly [number, number, number];
}

/**
 * Inner cloth that looks out through outer cloth: on its way to the nearest skin it comes to the outside of a garment
 * that is worn over it. What hangs out of an opening, as a sleeve beside a vest does, may lie over the outer cloth too: a
 * stretch of such cloth is left out where much of what surrounds it is not covered at all.
 *
 * @param inner Welded, metres.
 * @param outer The garment over it, welded.
 * @param body The bare body.
 */
export function peekingVertices(
  inner: ClosedMesh,
  outer: ClosedMesh,
  body: BodyIndex,
): PeekingVertex[] {
  const { positions } = inner;
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(outer.positions, 3));
  geometry.setIndex(new BufferAttribute(outer.indices.slice(), 1));
  const tree = new MeshBVH(geometry);
  const ray = new Ray();
  const hit = surfacePoint();
  /** Aims from a vertex at the nearest skin; metres to it. */
  const aim = (v: number): number => {
    const [x, y, z] = [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!];
    body.closestPoint(x, y, z, Number.POSITIVE_INFINITY, hit);
    ray.origin.set(x, y, z);
    ray.direction.set(hit.x - x, hit.y - y, hit.z - z).normalize();
    return hit.distance;
  };
  const found = new Map<number, PeekingVertex>();
  for (const v of new Set(inner.indices)) {
    const reach = aim(v);
    const through = reach > LEAST && tree.raycastFirst(ray, DoubleSide, LEAST, reach);
    // Cloth that the way leaves from within covers the vertex: an arm beside the body is nearer than what it hangs from.
    if (!through || ray.direction.dot(through.face!.normal) > 0) continue;
    found.set(v, {
      vertex: v,
      depth: through.distance,
      crossing: [through.point.x, through.point.y, through.point.z],
      skin: [hit.x, hit.y, hit.z],
    });
  }
  if (found.size === 0) return [];
  const covered = new Map<number, boolean>();
  const isCovered = (v: number): boolean => {
    const known = covered.get(v);
    if (known !== undefined) return known;
    aim(v);
    ray.direction.negate();
    const own = tree.raycastFirst(ray, DoubleSide, 0, COVER) !== null;
    covered.set(v, own);
    return own;
  };
  const { starts, neighbours } = vertexNeighbours(positions.length / 3, inner.indices);
  const left = new Set(found.keys());
  const kept: PeekingVertex[] = [];
  for (const seed of found.keys()) {
    if (!left.delete(seed)) continue;
    const stretch = [seed];
    const around = new Set<number>();
    for (let i = 0; i < stretch.length; i++) {
      const v = stretch[i]!;
      for (let k = starts[v]!; k < starts[v + 1]!; k++) {
        const w = neighbours[k]!;
        if (left.delete(w)) stretch.push(w);
        else if (!found.has(w)) around.add(w);
      }
    }
    const free = [...around].filter((w) => !isCovered(w)).length;
    if (free <= HANGS_OUT * around.size) kept.push(...stretch.map((v) => found.get(v)!));
  }
  return kept;
}
