import type { Anchors } from '../cloth/anchors.ts';
import { onShoulders } from '../fitting/settle-on-body.ts';
import type { WornCloth } from '../posing/pose-garment.ts';

/** Share of the way back to its place that held cloth goes each substep, and metres it may stray first. */
const GRIP = 0.05;
const BAND_STRAY = 0.002;
/** Cloth on a shoulder may slide as far as a pattern's neck points may. */
const SHOULDER_SLIDE = 0.015;
/** Layers of cloth in a band: as a pattern's bands have them, see band-layers.ts. */
const BAND_LAYERS = 16;
/** Metres above the neck's side from which cloth is a collar or a hood, which is stiffer than the rest. */
const ABOVE_NECK = 0.01;

/** Layers of cloth at each vertex of a mesh: more at a waist or a strapless edge. */
export function meshBandLayers({ vertexCount, openings }: WornCloth['sewn']): Float32Array {
  const layers = new Float32Array(vertexCount).fill(1);
  for (const v of bandOf(openings) ?? []) layers[v] = BAND_LAYERS;
  return layers;
}

/**
 * What carries a mesh, held where it lies: a waist or a strapless edge, or else what lies on the shoulders and
 * what stands up round the neck.
 *
 * @param worn The same cloth as it was put on, which says what that is; left out: as it lies.
 */
export function heldOfMesh(lying: WornCloth, worn: WornCloth = lying): Anchors[] {
  const { positions } = lying;
  const band = bandOf(worn.sewn.openings);
  if (band) return [held(positions, band, BAND_STRAY, [GRIP, GRIP, GRIP])];
  const shoulders = onShoulders(worn.positions, worn.sewn.indices, worn.body);
  return [
    held(positions, shoulders, SHOULDER_SLIDE, [GRIP, GRIP, 0]),
    held(positions, roundNeck(worn.positions, worn.body.landmarks), BAND_STRAY, [GRIP, GRIP, GRIP]),
  ];
}

export function meanEdgeLength(positions: Float32Array, indices: Uint32Array): number {
  let sum = 0;
  for (let e = 0; e < indices.length; e++) {
    const a = 3 * indices[e]!;
    const b = 3 * indices[e % 3 === 2 ? e - 2 : e + 1]!;
    sum += Math.hypot(
      positions[b]! - positions[a]!,
      positions[b + 1]! - positions[a + 1]!,
      positions[b + 2]! - positions[a + 2]!,
    );
  }
  return sum / indices.length;
}

function bandOf(openings: WornCloth['sewn']['openings']): Uint32Array | undefined {
  return openings.find(({ kind }) => kind === 'waist' || kind === 'top')?.vertices;
}

function held(
  positions: Float32Array,
  vertices: Iterable<number>,
  slack: number,
  each: Anchors['each'],
): Anchors {
  const list = Uint32Array.from(vertices);
  const targets = new Float64Array(3 * list.length);
  list.forEach((v, n) => {
    for (let k = 0; k < 3; k++) targets[3 * n + k] = positions[3 * v + k]!;
  });
  return { vertices: list, targets, slack, each, together: [0, 0, 0] };
}

function* roundNeck(
  positions: Float32Array,
  landmarks: WornCloth['body']['landmarks'],
): Generator<number> {
  const above = landmarks.neck_side_left![1] + ABOVE_NECK;
  const widest = landmarks.shoulder_left![0];
  for (let v = 0; 3 * v < positions.length; v++) {
    if (Math.abs(positions[3 * v]!) < widest && positions[3 * v + 1]! > above) yield v;
  }
}
