import type { UprightMesh } from '../fitting/align-to-body.ts';
import { frontProfile } from '../fitting/front-profile.ts';
import { vertexDistance } from '../mesh/vertex-distance.ts';
import { vertexNeighbours } from '../mesh/vertex-neighbours.ts';
import { meanAndP95 } from './mean-and-p95.ts';
import type { StrainFigures } from './measure-strain.ts';

/** What became of a mesh's own shape while it was opened and put on. */
export interface ShapeKept {
  /** |length / length before - 1| of its edges: before is aligned to the body, not yet pushed. */
  readonly strain: StrainFigures;
  /** Share of its edges that became twice as long, by a centimetre or more: a tear shows as these. */
  readonly tornShare: number;
  /** IoU of the worn cloth's front view with that of the mesh as it came, aligned. */
  readonly outlineIou: number;
}

/** An edge that became longer than this many times its length, and by so much, is torn: metres. */
const TORN = 2;
const TORN_BY = 0.01;

/**
 * Compares a worn mesh with itself as it came.
 *
 * @param before The worn mesh's vertices before cloth was pushed, metres.
 * @param given The mesh as it came, without debris, aligned as `before` is.
 */
export function shapeKept(worn: UprightMesh, before: Float32Array, given: UprightMesh): ShapeKept {
  const { positions, indices } = worn;
  const { starts, neighbours } = vertexNeighbours(positions.length / 3, indices);
  const strains: number[] = [];
  let torn = 0;
  for (let v = 0; v < starts.length - 1; v++) {
    for (let k = starts[v]!; k < starts[v + 1]!; k++) {
      const w = neighbours[k]!;
      const was = vertexDistance(before, v, w);
      if (w < v || !(was > 0)) continue;
      const length = vertexDistance(positions, v, w);
      strains.push(Math.abs(length / was - 1));
      if (length > TORN * was && length - was > TORN_BY) torn++;
    }
  }
  return {
    strain: { ...meanAndP95(Float64Array.from(strains)), authoredEaseMean: 0 },
    tornShare: strains.length > 0 ? torn / strains.length : 0,
    outlineIou: frontViewIou(worn, given),
  };
}

function frontViewIou(a: UprightMesh, b: UprightMesh): number {
  const positions = new Float32Array(a.positions.length + b.positions.length);
  positions.set(a.positions);
  positions.set(b.positions, a.positions.length);
  const first = a.positions.length / 3;
  // Both drawn within the bounds of both.
  const ofA = frontProfile(positions, a.indices).near;
  const ofB = frontProfile(
    positions,
    b.indices.map((v) => first + v),
  ).near;
  let both = 0;
  let either = 0;
  ofA.forEach((near, cell) => {
    const [inA, inB] = [near > -Infinity, ofB[cell]! > -Infinity];
    if (inA && inB) both++;
    if (inA || inB) either++;
  });
  return either > 0 ? both / either : 0;
}
