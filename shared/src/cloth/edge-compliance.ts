import type { SewnGarment } from '../pattern/sewn-garment.ts';

/** Tension that would stretch cloth to twice its length, newtons a metre of its width. */
export interface StretchStiffness {
  /** Along the pattern's y: the lengthwise grain, a knit's wales. */
  readonly warp: number;
  /** Along the pattern's x: the crosswise grain, a knit's courses. */
  readonly weft: number;
}

/** Rounds that weigh warp against weft: measured, ten bring the two stiffnesses within 1e-4. */
const ROUNDS = 12;
/** Below this a triangle has no edges to speak of, square metres. */
const LEAST_AREA = 1e-12;

/**
 * Compliance of each mesh edge (metres a newton), so that the edges together stretch as the cloth does.
 *
 * An edge stands for the cloth beside it: a spring of stiffness k(angle) area / length^2, the area that
 * of its triangles, the angle that of the flat edge (Van Gelder, Approximate Simulation of Elastic
 * Membranes by Triangulated Spring Meshes, 1998). k goes from p along the weft to q along the warp as
 * p cos^2 + q sin^2. What cloth such springs make depends on the lattice they lie in (a square one with
 * alternating diagonals is a fifth stiffer along its sides), so p and q are found for which this very
 * mesh, evenly strained and free to narrow, has the two stiffnesses asked for.
 *
 * @param edgeCorners Two corners an edge, at which it starts in its one or two triangles; -1 for none.
 * @param stiffness Null: cloth that does not stretch.
 */
export function edgeCompliances(
  { indices, cornerFlat }: Pick<SewnGarment, 'indices' | 'cornerFlat'>,
  edgeCorners: ArrayLike<number>,
  stiffness: StretchStiffness | null,
): Float64Array {
  const compliances = new Float64Array(edgeCorners.length / 2);
  if (stiffness === null || compliances.length === 0) return compliances;
  const sides = sidesOf(indices.length / 3, cornerFlat);
  const springs = matchingSprings(sides, stiffness);
  for (let e = 0; e < compliances.length; e++) {
    let spring = 0;
    for (let side = 2 * e; side < 2 * e + 2; side++) {
      const corner = edgeCorners[side]!;
      if (corner >= 0) {
        spring += stiffnessAlong(sides.lean[corner]!, springs) * sides.perLengthSquared[corner]!;
      }
    }
    compliances[e] = spring > 0 ? 1 / spring : 0;
  }
  return compliances;
}

/** The sides of all triangles, each at the corner that it starts from. */
interface Sides {
  /** cos^2 of the angle between the side and the weft. */
  readonly lean: Float64Array;
  /** The triangle's flat area over the side's length squared. */
  readonly perLengthSquared: Float64Array;
  /**
   * Sums over the sides, as shares of the area, of the products of the strain that each feels along itself:
   * six numbers (xx xx, xx yy, xx xy, yy yy, yy xy, xy xy), once weighed by cos^2 and once by sin^2.
   */
  readonly across: Float64Array;
  readonly along: Float64Array;
}

function sidesOf(triangleCount: number, flat: Float32Array): Sides {
  const lean = new Float64Array(3 * triangleCount);
  const perLengthSquared = new Float64Array(3 * triangleCount);
  const across = new Float64Array(6);
  const along = new Float64Array(6);
  let whole = 0;
  for (let t = 0; t < triangleCount; t++) {
    const i = 6 * t;
    const area = Math.abs(
      (flat[i + 2]! - flat[i]!) * (flat[i + 5]! - flat[i + 1]!) -
        (flat[i + 4]! - flat[i]!) * (flat[i + 3]! - flat[i + 1]!),
    );
    if (area < LEAST_AREA) continue;
    whole += area;
    for (let k = 0; k < 3; k++) {
      const from = i + 2 * k;
      const to = i + 2 * ((k + 1) % 3);
      const dx = flat[to]! - flat[from]!;
      const dy = flat[to + 1]! - flat[from + 1]!;
      const squared = dx * dx + dy * dy;
      const corner = 3 * t + k;
      const cos2 = (dx * dx) / squared;
      const felt = [cos2, 1 - cos2, (dx * dy) / squared] as const;
      lean[corner] = cos2;
      perLengthSquared[corner] = area / 2 / squared;
      let n = 0;
      for (let a = 0; a < 3; a++) {
        for (let b = a; b < 3; b++, n++) {
          const product = area * felt[a]! * felt[b]!;
          across[n]! += cos2 * product;
          along[n]! += (1 - cos2) * product;
        }
      }
    }
  }
  for (let n = 0; n < 6; n++) {
    across[n]! /= whole;
    along[n]! /= whole;
  }
  return { lean, perLengthSquared, across, along };
}

function stiffnessAlong(cos2: number, { weft, warp }: StretchStiffness): number {
  return weft * cos2 + warp * (1 - cos2);
}

/** The p (weft) and q (warp) with which the mesh's sides make cloth of the given stiffness. */
function matchingSprings({ across, along }: Sides, wanted: StretchStiffness): StretchStiffness {
  let { weft, warp } = wanted;
  for (let round = 0; round < ROUNDS; round++) {
    const [xx, xy, xs, yy, ys, ss] = across.map((share, n) => weft * share + warp * along[n]!);
    // Diagonal of the inverse: one over the stress that strains by one with nothing else pulling.
    const determinant =
      xx! * (yy! * ss! - ys! * ys!) - xy! * (xy! * ss! - ys! * xs!) + xs! * (xy! * ys! - yy! * xs!);
    weft *= wanted.weft / (determinant / (yy! * ss! - ys! * ys!));
    warp *= wanted.warp / (determinant / (xx! * ss! - xs! * xs!));
  }
  return { weft, warp };
}
