import type { BaseMesh } from './base-mesh.ts';

/** The skin's triangles over vertices that are split where the texture has a seam. */
export interface RenderMesh {
  /** Base mesh vertex of each render vertex. */
  readonly vertices: Uint32Array;
  /** uv pairs, v counted downwards as glTF does. */
  readonly uvs: Float32Array<ArrayBuffer>;
  /** Triples of render vertices, counter-clockwise from outside. */
  readonly indices: Uint32Array;
}

/**
 * Cuts the quads of the skin along their shorter diagonals and splits the vertices at UV seams.
 *
 * @param positions the body whose diagonals decide; every other body takes the same triangles
 */
export function splitUvs(mesh: BaseMesh, positions: Float64Array): RenderMesh {
  const numbers = new Map<string, number>();
  const vertices: number[] = [];
  const uvs: number[] = [];
  const corner = (at: number): number => {
    const key = `${mesh.quads[at]}/${mesh.quadUvs[at]}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, vertices.length);
    vertices.push(mesh.quads[at]!);
    uvs.push(mesh.uvs[mesh.quadUvs[at]! * 2]!, 1 - mesh.uvs[mesh.quadUvs[at]! * 2 + 1]!);
    return vertices.length - 1;
  };
  const length = (a: number, b: number): number =>
    Math.hypot(...[0, 1, 2].map((k) => positions[a * 3 + k]! - positions[b * 3 + k]!));
  const indices: number[] = [];
  for (let q = 0; q < mesh.quads.length; q += 4) {
    const [a, b, c, d] = [corner(q), corner(q + 1), corner(q + 2), corner(q + 3)];
    const [va, vb, vc, vd] = mesh.quads.subarray(q, q + 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    if (length(va, vc) <= length(vb, vd)) indices.push(a, b, c, a, c, d);
    else indices.push(b, c, d, b, d, a);
  }
  return {
    vertices: Uint32Array.from(vertices),
    uvs: Float32Array.from(uvs),
    indices: Uint32Array.from(indices),
  };
}
