import type { PosedBody } from '../body/avatar.ts';
import { type DistanceField, sampleDistance } from '../body/distance-field.ts';
import type { Pattern } from '../pattern/pattern.ts';
import { posedJoint } from './body-points.ts';

/** Metres that an arm is carried on beyond its wrist: a hand, and as much again and more that a sleeve may be too long. */
const REACH = 0.45;
/** Metres from the wrist within which nothing but the hand is looked for: its own length and the rod's radius. */
const HAND = 0.25;
/** Metres: half of a hand's thickness and of its width, in the mean. */
const RADIUS = 0.03;

/**
 * What a garment hangs on: the body, and for one of a known size the body with each forearm carried on straight beyond
 * its hand, as a round rod, unless that would go through something. What of a sleeve is longer than the arm hangs on nothing
 * else there: it caught on the fingers, and fell together. Sleeves that are cut to the body's measures end where its arms do.
 *
 * @param field Of the body, and of what it wears beneath; metres.
 */
export function hungOn(
  { scale }: Pick<Pattern, 'scale'>,
  field: DistanceField,
  body: PosedBody,
): DistanceField {
  return scale.source === 'body' ? field : armsCarriedOn(field, body);
}

export function armsCarriedOn(field: DistanceField, body: PosedBody): DistanceField {
  const distances = field.distances.slice();
  for (const side of ['l', 'r']) {
    const elbow = posedJoint(body, `lowerarm_${side}`);
    const wrist = posedJoint(body, `hand_${side}`);
    const length = Math.hypot(...elbow.map((at, k) => wrist[k]! - at));
    const along = elbow.map((at, k) => (wrist[k]! - at) / length);
    uniteRod(distances, field, wrist, along, freeReach(field, wrist, along));
  }
  return { ...field, distances };
}

const GRADIENT = new Float64Array(3);

/** Metres from the wrist at which the rod meets something beyond the hand. */
function freeReach(field: DistanceField, wrist: readonly number[], along: number[]): number {
  for (let reach = HAND; reach < REACH; reach += field.cell) {
    const [x, y, z] = wrist.map((at, k) => at + reach * along[k]!) as [number, number, number];
    if (sampleDistance(field, x, y, z, GRADIENT) < RADIUS) return reach - RADIUS;
  }
  return REACH;
}

/** @param distances Of `field`'s nodes; changed. */
function uniteRod(
  distances: Float32Array,
  { cell, origin, size }: DistanceField,
  from: readonly number[],
  along: readonly number[],
  length: number,
): void {
  const [ax, ay, az] = along as readonly [number, number, number];
  for (let k = 0, n = 0; k < size[2]; k++) {
    const z = origin[2] + cell * k - from[2]!;
    for (let j = 0; j < size[1]; j++) {
      const y = origin[1] + cell * j - from[1]!;
      for (let i = 0; i < size[0]; i++, n++) {
        const x = origin[0] + cell * i - from[0]!;
        const at = Math.min(length, Math.max(0, ax * x + ay * y + az * z));
        const ox = x - at * ax;
        const oy = y - at * ay;
        const oz = z - at * az;
        const off = Math.sqrt(ox * ox + oy * oy + oz * oz) - RADIUS;
        if (off < distances[n]!) distances[n] = off;
      }
    }
  }
}
