import type { UprightMesh } from '../fitting/align-to-body.ts';

/**
 * Vertex triples with one winding for all: neighbours walk their common edge in opposite directions,
 * and most of the surface faces away from the mesh's middle. Edges of more than two triangles do not
 * pass the winding on.
 */
export function turnOutwards({ positions, indices }: UprightMesh): Uint32Array {
  const turned = indices.slice();
  const count = indices.length / 3;
  const vertexCount = positions.length / 3;
  const edges = new Map<number, number[]>();
  for (let e = 0; e < indices.length; e++) {
    const a = indices[e]!;
    const b = indices[e % 3 === 2 ? e - 2 : e + 1]!;
    const key = Math.min(a, b) * vertexCount + Math.max(a, b);
    const known = edges.get(key);
    if (known) known.push(e);
    else edges.set(key, [e]);
  }
  const partner = new Int32Array(indices.length).fill(-1);
  for (const pair of edges.values()) {
    if (pair.length !== 2) continue;
    partner[pair[0]!] = pair[1]!;
    partner[pair[1]!] = pair[0]!;
  }
  const flipped = new Int8Array(count).fill(-1);
  for (let start = 0; start < count; start++) {
    if (flipped[start] !== -1) continue;
    flipped[start] = 0;
    const open = [start];
    const group = [start];
    while (open.length > 0) {
      const t = open.pop()!;
      for (let e = 3 * t; e < 3 * t + 3; e++) {
        const f = partner[e]!;
        if (f < 0) continue;
        const other = Math.floor(f / 3);
        if (flipped[other] !== -1) continue;
        const sameWay = indices[e] === indices[f];
        flipped[other] = sameWay ? 1 - flipped[t]! : flipped[t]!;
        open.push(other);
        group.push(other);
      }
    }
    const inwards = facing(positions, indices, group, flipped) < 0;
    for (const t of group) {
      if ((flipped[t] === 1) === inwards) continue;
      turned[3 * t + 1] = indices[3 * t + 2]!;
      turned[3 * t + 2] = indices[3 * t + 1]!;
    }
  }
  return turned;
}

/** Positive where a group of triangles, turned as said, faces away from its own middle. */
function facing(
  positions: Float32Array,
  indices: Uint32Array,
  group: readonly number[],
  flipped: Int8Array,
): number {
  const middle = [0, 0, 0];
  for (const t of group) {
    for (let c = 3 * t; c < 3 * t + 3; c++) {
      for (let k = 0; k < 3; k++)
        middle[k]! += positions[3 * indices[c]! + k]! / (3 * group.length);
    }
  }
  let volume = 0;
  for (const t of group) {
    const [a, b, c] = [0, 1, 2].map((corner) =>
      middle.map((value, k) => positions[3 * indices[3 * t + corner]! + k]! - value),
    ) as [number[], number[], number[]];
    const product =
      a[0]! * (b[1]! * c[2]! - b[2]! * c[1]!) +
      a[1]! * (b[2]! * c[0]! - b[0]! * c[2]!) +
      a[2]! * (b[0]! * c[1]! - b[1]! * c[0]!);
    volume += flipped[t] ? -product : product;
  }
  return volume;
}
