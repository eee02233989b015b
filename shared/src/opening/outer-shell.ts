import { BufferAttribute, BufferGeometry, DoubleSide, Ray, Vector3 } from 'three';
import { MeshBVH } from 'three-mesh-bvh';
import type { UprightMesh } from '../fitting/align-to-body.ts';
import { triangleArea } from './pieces.ts';

/** Cloth of a shell is thinner than this share of the garment's height: 1.6 cm of a T-shirt. */
const THIN = 0.025;
/** A mesh is a shell when this share of its area has another face so near behind it. */
const SHELL_SHARE = 0.6;
/** Cosine between the outward normals of two faces that lie back to back: at least this opposed. */
const BACK_TO_BACK = -0.5;
/** Rays a face looks out with: enough to tell an inside that sees a tube from an outside. */
const RAYS = 24;
/** A patch is of both surfaces when each has more than this share of its area. */
const MIXED = 0.2;
/** Rounds in which what a face sees is evened out with its neighbours. */
const ROUNDS = 12;

/**
 * The outer faces of a thickened shell: cloth with an outer and an inner surface a few millimetres
 * apart. Each face is compared with the one behind it; the outer one of the two sees more sky, also
 * under an arm or near a hem, where no fixed limit would tell them apart.
 *
 * @param mesh Welded; its winding has no say.
 * @returns Triangle numbers; null when the mesh is no shell.
 */
export function outerShell(mesh: UprightMesh, height: number): Uint32Array | null {
  const { positions, indices } = mesh;
  const count = indices.length / 3;
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(positions, 3));
  geometry.setIndex(new BufferAttribute(indices.slice(), 1));
  const tree = new MeshBVH(geometry, { indirect: true });
  const ray = new Ray();
  const nudge = 1e-4 * height;
  const thin = THIN * height;
  /** First face along a direction; -1 where it is the sky. */
  const cast = (from: Vector3, direction: Vector3, far: number): [number, number] => {
    ray.direction.copy(direction);
    ray.origin.copy(from).addScaledVector(direction, nudge);
    const hit = tree.raycastFirst(ray, DoubleSide, 0, far);
    return hit ? [hit.faceIndex ?? -1, hit.distance] : [-1, Infinity];
  };

  const middles = Array.from({ length: count }, (_, t) => middleOf(positions, indices, t));
  const normals = Array.from({ length: count }, (_, t) => normalOf(positions, indices, t));
  const mates = new Int32Array(count).fill(-1);
  let paired = 0;
  let area = 0;
  for (let t = 0; t < count; t++) {
    const own = triangleArea(positions, indices, t);
    area += own;
    const [before, near] = cast(middles[t]!, normals[t]!, thin);
    const [behind, far] = cast(middles[t]!, normals[t]!.clone().negate(), thin);
    // From here on a normal points away from the mate, whatever the file's winding said.
    if (near < far) normals[t]!.negate();
    mates[t] = near < far ? before : behind;
    if (mates[t]! >= 0) paired += own;
  }
  if (paired < SHELL_SHARE * area) return null;
  for (let t = 0; t < count; t++) {
    // A face of the rim sees along the cloth; what it meets there does not lie back to back with it.
    if (mates[t]! >= 0 && normals[t]!.dot(normals[mates[t]!]!) > BACK_TO_BACK) mates[t] = -1;
  }

  const sky = sphereDirections(RAYS);
  const seen = Float32Array.from({ length: count }, (_, t) => {
    let escapes = 0;
    for (const direction of sky) {
      const outwards = direction.dot(normals[t]!);
      if (outwards > 0 && cast(middles[t]!, direction, Infinity)[0] < 0) escapes += outwards;
    }
    return escapes;
  });
  let lead = seen.map((own, t) => (mates[t]! < 0 ? 0 : own - seen[mates[t]!]!));
  const neighbours = smoothNeighbours(indices, positions.length / 3, normals);
  for (let round = 0; round < ROUNDS; round++) {
    lead = lead.map((own, t) => {
      let sum = own;
      for (const other of neighbours[t]!) sum += lead[other]!;
      return sum / (1 + neighbours[t]!.length);
    });
  }
  const areas = Float32Array.from({ length: count }, (_, t) => triangleArea(positions, indices, t));
  return facesOfOuterPatches(neighbours, lead, areas);
}

/**
 * The rim's sharp edges part an outer from an inner surface: patches between such edges are kept or
 * dropped whole, by their area's majority. Where no sharp edge parts the two, each face decides.
 */
function facesOfOuterPatches(
  neighbours: readonly number[][],
  lead: Float32Array,
  areas: Float32Array,
): Uint32Array {
  const kept: number[] = [];
  const isKnown = new Uint8Array(lead.length);
  for (let start = 0; start < lead.length; start++) {
    if (isKnown[start]) continue;
    isKnown[start] = 1;
    const patch = [start];
    for (let i = 0; i < patch.length; i++) {
      for (const other of neighbours[patch[i]!]!) {
        if (isKnown[other]) continue;
        isKnown[other] = 1;
        patch.push(other);
      }
    }
    let area = 0;
    let outer = 0;
    for (const t of patch) {
      area += areas[t]!;
      if (lead[t]! > 0) outer += areas[t]!;
    }
    const isMixed = outer > MIXED * area && outer < (1 - MIXED) * area;
    for (const t of patch) if (isMixed ? lead[t]! > 0 : outer > area / 2) kept.push(t);
  }
  return Uint32Array.from(kept.sort((a, b) => a - b));
}

function middleOf(positions: Float32Array, indices: Uint32Array, t: number): Vector3 {
  const middle = new Vector3();
  for (let k = 0; k < 3; k++) {
    middle.add(new Vector3().fromArray(positions, 3 * indices[3 * t + k]!));
  }
  return middle.divideScalar(3);
}

function normalOf(positions: Float32Array, indices: Uint32Array, t: number): Vector3 {
  const [a, b, c] = [0, 1, 2].map((k) =>
    new Vector3().fromArray(positions, 3 * indices[3 * t + k]!),
  ) as [Vector3, Vector3, Vector3];
  return b.sub(a).cross(c.sub(a)).normalize();
}

/** Directions spread evenly over the sphere (Fibonacci lattice). */
function sphereDirections(count: number): Vector3[] {
  const turn = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: 2 * count }, (_, i) => {
    const y = 1 - (2 * i + 1) / (2 * count);
    const radius = Math.sqrt(1 - y * y);
    return new Vector3(radius * Math.cos(turn * i), y, radius * Math.sin(turn * i));
  });
}

/** Faces over each face's edges that look the same way: what it sees is not passed round a rim. */
function smoothNeighbours(
  indices: Uint32Array,
  vertexCount: number,
  normals: readonly Vector3[],
): number[][] {
  const neighbours = normals.map((): number[] => []);
  const edges = new Map<number, number[]>();
  for (let e = 0; e < indices.length; e++) {
    const a = indices[e]!;
    const b = indices[e % 3 === 2 ? e - 2 : e + 1]!;
    const key = Math.min(a, b) * vertexCount + Math.max(a, b);
    const triangle = Math.floor(e / 3);
    for (const other of edges.get(key) ?? []) {
      if (normals[triangle]!.dot(normals[other]!) < 0.5) continue;
      neighbours[triangle]!.push(other);
      neighbours[other]!.push(triangle);
    }
    edges.set(key, [...(edges.get(key) ?? []), triangle]);
  }
  return neighbours;
}
