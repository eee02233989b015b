import type { BodyIndex } from '@fitroom/shared/mesh/closest-point';
import type { WindingColumns } from '@fitroom/shared/mesh/column-winding';
import type { TriangleTree } from '@fitroom/shared/mesh/triangle-tree';

/** Places of the header's words: the tree's root, where its parts begin, and how many closed meshes there are. */
export const ROOT = 0;
export const BOXES_AT = 1;
export const CHILDREN_AT = 2;
export const CORNERS_AT = 3;
export const NORMALS_AT = 4;
export const INSIDES = 5;
/** Where the records of closed meshes begin, and words of each. */
export const INSIDES_AT = 6;
export const INSIDE_WORDS = 10;
/** Levels of the deepest tree that the kernel goes through; a body's has about 20. */
export const DEEPEST_TREE = 32;
/**
 * Whole numbers that columns are decided in, a metre: single precision holds no finer ones from half a metre on, and nearer
 * to the middle a place is moved by 0.03 micrometres at most.
 */
export const FIXED_PER_METRE = 2 ** 24;
/** Differences have to stay below 2^30: metres from the middle. */
const FARTHEST = 16;
/** Words of a triangle: its corners' x and y in whole numbers, then their z. */
const TRIANGLE_WORDS = 9;

/** Whether the kernel can go through a solid: not too deep a tree, not too far out. */
export function fitsDevice({ tree, positions }: BodyIndex): boolean {
  return depthOf(tree) < DEEPEST_TREE && positions.every((value) => Math.abs(value) < FARTHEST);
}

/** A solid as solid-queries.wgsl.ts reads it: words, numbers with a fraction in their bits. */
export function packSolid({ tree, normals, indices, insides }: BodyIndex): ArrayBuffer {
  const { root, boxes, children, triangles, corners } = tree;
  const header = INSIDES_AT + INSIDE_WORDS * insides.length;
  const parts = insides.map(columnParts);
  const sizes = [boxes, children, corners, corners, ...parts.flat()].map(({ length }) => length);
  const bytes = new ArrayBuffer(4 * sizes.reduce((sum, size) => sum + size, header));
  const whole = new Uint32Array(bytes);
  const real = new Float32Array(bytes);
  let end = header;
  const put = (values: Float32Array | Int32Array | Uint32Array): number => {
    const at = end;
    if (values instanceof Float32Array) real.set(values, at);
    else whole.set(values, at);
    end += values.length;
    return at;
  };
  const cornerNormals = new Float32Array(corners.length);
  for (let place = 0; place < triangles.length; place++) {
    for (let corner = 0; corner < 3; corner++) {
      const v = 3 * indices[3 * triangles[place]! + corner]!;
      for (let k = 0; k < 3; k++) cornerNormals[9 * place + 3 * corner + k] = normals[v + k]!;
    }
  }
  whole.set([root, put(boxes), put(children), put(corners), put(cornerNormals), insides.length]);
  insides.forEach(({ minX, minY, cell, columns, rows }, n) => {
    const record = INSIDES_AT + INSIDE_WORDS * n;
    real.set([minX, minY, cell], record);
    whole.set([columns, rows, ...parts[n]!.map(put)], record + 3);
  });
  return bytes;
}

/** In the order of a record's last five words. */
function columnParts({ positions, indices, starts, members, lowest, highest }: WindingColumns) {
  const bytes = new ArrayBuffer(4 * TRIANGLE_WORDS * (indices.length / 3));
  const fixed = new Int32Array(bytes);
  const real = new Float32Array(bytes);
  for (let c = 0; c < indices.length; c++) {
    const v = 3 * indices[c]!;
    const triangle = TRIANGLE_WORDS * Math.floor(c / 3);
    fixed[triangle + 2 * (c % 3)] = Math.round(positions[v]! * FIXED_PER_METRE);
    fixed[triangle + 2 * (c % 3) + 1] = Math.round(positions[v + 1]! * FIXED_PER_METRE);
    real[triangle + 6 + (c % 3)] = positions[v + 2]!;
  }
  return [starts, members, lowest, highest, new Uint32Array(bytes)] as const;
}

/** A parent is numbered before its children. */
function depthOf({ root, children }: TriangleTree): number {
  const depths = new Uint8Array(children.length / 2);
  let deepest = root < 0 ? 0 : 1;
  if (root >= 0) depths[root] = 1;
  for (let n = 0; n < children.length; n++) {
    const child = children[n]!;
    if (child < 0) continue;
    depths[child] = depths[n >> 1]! + 1;
    deepest = Math.max(deepest, depths[child]!);
  }
  return deepest;
}
