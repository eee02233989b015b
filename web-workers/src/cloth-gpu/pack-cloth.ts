import type { ClothState } from '@fitroom/shared/cloth/cloth-state';
import type { GroupedCloth } from '@fitroom/shared/cloth/grouped-cloth';
import { hingeFactors } from '@fitroom/shared/cloth/solve-bending';
import { stretchFactors } from '@fitroom/shared/cloth/solve-stretch';

/*
 * A cloth as the kernel reads it (cloth-kernel.wgsl.ts). Heights are measured from the body's middle on
 * the device: single precision is finest near 0, and gravity moves a vertex by 0.8 thousandths of a millimetre
 * a substep. Nothing else of the device's side reads a Cloth.
 */

/** Four words an edge: its vertices, flat length (single precision's bits), the first vertex's share. */
export function packEdges({ cloth }: GroupedCloth): Uint32Array<ArrayBuffer> {
  const { edges, restLengths, firstShares } = cloth;
  const words = new Uint32Array(4 * restLengths.length);
  const numbers = new Float32Array(words.buffer);
  for (let e = 0; e < restLengths.length; e++) {
    words[4 * e] = edges[2 * e]!;
    words[4 * e + 1] = edges[2 * e + 1]!;
    numbers[4 * e + 2] = restLengths[e]!;
    numbers[4 * e + 3] = firstShares[e]!;
  }
  return words;
}

/** Eight words a hinge: its vertices, then their weights. */
export function packHinges({ cloth }: GroupedCloth): Uint32Array<ArrayBuffer> {
  const { hinges, hingeWeights } = cloth;
  const words = new Uint32Array(2 * hinges.length);
  const numbers = new Float32Array(words.buffer);
  for (let k = 0; k < hinges.length; k++) {
    const at = 8 * (k >> 2) + (k & 3);
    words[at] = hinges[k]!;
    numbers[at + 4] = hingeWeights[k]!;
  }
  return words;
}

/** For one time step: of the edges, then of the hinges. */
export function packFactors({ cloth }: GroupedCloth, dt: number): Float32Array<ArrayBuffer> {
  const stretch = stretchFactors(cloth, dt);
  const bending = hingeFactors(cloth, dt);
  const factors = new Float32Array(stretch.length + bending.length);
  factors.set(stretch);
  factors.set(bending, stretch.length);
  return factors;
}

/** Starts of the groups of edges, hinges and triangles, then the triangles. */
export function packMesh(grouped: GroupedCloth): Uint32Array<ArrayBuffer> {
  const { edgeStarts, hingeStarts, triangleStarts, triangles } = grouped;
  return Uint32Array.from([...edgeStarts, ...hingeStarts, ...triangleStarts, ...triangles]);
}

/** Places with inverse masses, then last places; heights from `middle` (metres, file frame). */
export function packState(
  { cloth }: GroupedCloth,
  { positions, previous }: Pick<ClothState, 'positions' | 'previous'>,
  middle: number,
): Float32Array<ArrayBuffer> {
  const count = cloth.vertexCount;
  const words = new Float32Array(8 * count);
  for (let v = 0; v < count; v++) {
    for (let k = 0; k < 3; k++) {
      const from = k === 1 ? middle : 0;
      words[4 * v + k] = positions[3 * v + k]! - from;
      words[4 * (count + v) + k] = previous[3 * v + k]! - from;
    }
    words[4 * v + 3] = cloth.inverseMasses[v]!;
  }
  return words;
}

/** @throws {Error} when a place is no number: the device's arithmetic cannot be trusted then. */
export function unpackState(words: Float32Array, middle: number): ClothState {
  const count = words.length / 8;
  const positions = new Float64Array(3 * count);
  const previous = new Float64Array(3 * count);
  for (let v = 0; v < count; v++) {
    for (let k = 0; k < 3; k++) {
      const from = k === 1 ? middle : 0;
      positions[3 * v + k] = words[4 * v + k]! + from;
      previous[3 * v + k] = words[4 * (count + v) + k]! + from;
    }
  }
  if (!positions.every(Number.isFinite)) throw new Error('The device lost the cloth.');
  return { positions, previous, clearances: new Float64Array(count).fill(-1) };
}
