import type { PatchSmoother } from './smooth-patches.ts';
import { solveLinear } from './solve-linear.ts';
import { cross, difference, dot, pointAt, type Triple } from './vector.ts';

/** Metres from the tip: inside the first the dome alone counts, outside the second the skin alone. */
const DOME = { from: 0.016, to: 0.042 };
/** The ring of skin that the dome is fitted to. */
const FITTED = { from: 0.02, to: 0.05 };

/**
 * Rounds off a tip: the skin around it is fitted by a paraboloid (least squares along the patch's
 * mean normal) and the tip is moved onto it, fading out into the skin.
 *
 * @param quads four vertex numbers a face @param tip the vertex in the middle
 * @param positions of the body on which the patch is chosen, metres
 */
export function domePatch(
  quads: Uint32Array,
  tip: number,
  positions: ArrayLike<number>,
): PatchSmoother {
  const radius = (vertex: number): number =>
    Math.hypot(...[0, 1, 2].map((k) => positions[vertex * 3 + k]! - positions[tip * 3 + k]!));
  const ring = [...new Set(quads)].filter((vertex) => radius(vertex) < FITTED.to);
  const members = new Set(ring);
  const faces: number[] = [];
  for (let q = 0; q < quads.length; q += 4) {
    const face = [...quads.subarray(q, q + 4)];
    if (face.every((vertex) => members.has(vertex))) faces.push(...face);
  }
  const fitted = ring.filter((vertex) => radius(vertex) > FITTED.from);
  const moved = ring
    .filter((vertex) => radius(vertex) < DOME.to)
    .map((vertex) => ({ vertex, share: 1 - smoothStep(radius(vertex), DOME.from, DOME.to) }));
  return {
    apply(target) {
      const axis = meanNormal(target, faces);
      const [u, v] = across(axis);
      const origin = pointAt(target, tip);
      const local = (vertex: number): Triple => {
        const p = pointAt(target, vertex);
        const d: Triple = [p[0] - origin[0], p[1] - origin[1], p[2] - origin[2]];
        return [dot(d, u), dot(d, v), dot(d, axis)];
      };
      const heightAt = fitParaboloid(fitted.map(local));
      for (const { vertex, share } of moved) {
        const [a, b, h] = local(vertex);
        const lift = share * (heightAt(a, b) - h);
        for (let k = 0; k < 3; k++) target[vertex * 3 + k]! += lift * axis[k]!;
      }
    },
  };
}

function fitParaboloid(points: readonly Triple[]): (a: number, b: number) => number {
  const terms = (a: number, b: number): number[] => [1, a, b, a * a, a * b, b * b];
  const matrix = Array.from({ length: 6 }, () => new Array<number>(6).fill(0));
  const right = new Array<number>(6).fill(0);
  for (const [a, b, h] of points) {
    const t = terms(a, b);
    t.forEach((ti, i) => {
      right[i]! += ti * h;
      t.forEach((tj, j) => {
        matrix[i]![j]! += ti * tj;
      });
    });
  }
  const solution = solveLinear(matrix, right);
  return (a, b) => terms(a, b).reduce((sum, term, i) => sum + term * solution[i]!, 0);
}

function meanNormal(positions: Float64Array, faces: readonly number[]): Triple {
  const sum = [0, 0, 0];
  for (let q = 0; q < faces.length; q += 4) {
    const corner = (k: number): Triple => pointAt(positions, faces[q + k]!);
    const e = difference(corner(2), corner(0));
    const f = difference(corner(3), corner(1));
    const n = cross(e, f);
    for (let k = 0; k < 3; k++) sum[k]! += n[k]!;
  }
  const length = Math.hypot(...sum);
  return [sum[0]! / length, sum[1]! / length, sum[2]! / length];
}

function across(axis: Triple): [Triple, Triple] {
  const side = cross([0, 1, 0], axis);
  const length = Math.hypot(...side);
  const u: Triple = [side[0] / length, side[1] / length, side[2] / length];
  return [u, cross(axis, u)];
}

function smoothStep(value: number, from: number, to: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
