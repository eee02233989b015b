import {
  depthAt,
  type FrontProfile,
  heightOf,
  rowOf,
  runsOfRow,
  spanOf,
  topAt,
} from '../fitting/front-profile.ts';
import type { MeshLandmarks } from '../fitting/mesh-landmarks.ts';

/** Reach of a sleeve beyond the trunk's side from which its edge has a direction, metres: a shorter one leads where arms rest, 45 degrees down. */
const SLEEVE_REACH = 0.05;
/** Of the middles of a hanging sleeve's rows the lower part counts, its rounded end left out: shares of its height. */
const HANGS_FROM = 0.08;
const HANGS_TO = 0.5;
/** A sleeve hangs where its part beside the trunk is this many times as high as wide. */
const HANGS = 1.3;
/** Rows from which on there is a direction. */
const LEAST_ROWS = 8;

/**
 * Unit direction of a sleeve, out of its end: of one that hangs along its middle, else along its upper edge in the
 * front view, which leads from the shoulder to the cuff's outer corner; of one too short for that along what there is of its
 * middle, else as arms rest; null without a sleeve.
 */
export function sleeveAxis(
  profile: FrontProfile,
  landmarks: MeshLandmarks,
  side: number,
  belongs: (x: number, y: number) => boolean,
): [number, number, number] | null {
  const hanging = hangingAxis(profile, landmarks, belongs, HANGS);
  if (hanging) return hanging;
  const edge: { away: number; top: number; middle: number }[] = [];
  for (let column = 0; column < profile.columns; column++) {
    const x = profile.left + (column + 0.5) * profile.cellX;
    const top = topAt(profile, x, Infinity);
    if (top === null || !belongs(x, top)) continue;
    const depth = depthAt(profile, rowOf(profile, top), x, x);
    const middle = depth ? (depth.near + depth.far) / 2 : 0;
    edge.push({ away: side * (x - landmarks.centre), top, middle });
  }
  edge.sort((a, b) => a.away - b.away);
  const [first, last] = [edge[0], edge.at(-1)];
  const below = hangingAxis(profile, landmarks, belongs, 0);
  if (!first || !last) return below;
  if (last.away - first.away < SLEEVE_REACH) {
    return below ?? [side * Math.SQRT1_2, -Math.SQRT1_2, 0];
  }
  // The shoulder still bends in the inner part, and the cuff's corner is rounded.
  const straight = edge.slice(Math.floor(0.4 * edge.length), Math.ceil(0.92 * edge.length));
  const away = straight.map((point) => point.away);
  const dy = slopeOf(
    away,
    straight.map(({ top }) => top),
  );
  const dz = slopeOf(
    away,
    straight.map(({ middle }) => middle),
  );
  const length = Math.hypot(1, dy, dz);
  return [side / length, dy / length, dz / length];
}

/** Direction of a sleeve that hangs beside the trunk, downwards along the middles of its rows; null of any other. */
function hangingAxis(
  profile: FrontProfile,
  { armpit }: MeshLandmarks,
  belongs: (x: number, y: number) => boolean,
  hangs: number,
): [number, number, number] | null {
  const middles: [x: number, y: number, z: number][] = [];
  let widest = 0;
  for (let row = 0; armpit !== null && row < rowOf(profile, armpit); row++) {
    const y = heightOf(profile, row);
    for (const run of runsOfRow(profile, row)) {
      const { left, right } = spanOf(profile, run);
      if (!belongs((left + right) / 2, y)) continue;
      const depth = depthAt(profile, row, left, right - profile.cellX);
      middles.push([(left + right) / 2, y, depth ? (depth.near + depth.far) / 2 : 0]);
      widest = Math.max(widest, right - left);
    }
  }
  const height = middles.length * profile.cellY;
  if (height < hangs * widest || middles.length < LEAST_ROWS) return null;
  const lower = middles.slice(
    Math.floor(HANGS_FROM * middles.length),
    Math.ceil(HANGS_TO * middles.length),
  );
  const along = (axis: 0 | 1 | 2) => lower.map((middle) => middle[axis]);
  const [sx, sz] = [slopeOf(along(1), along(0)), slopeOf(along(1), along(2))];
  const length = Math.hypot(sx, 1, sz);
  return [-sx / length, -1 / length, -sz / length];
}

/** How much `values` grow for each unit of `at`: the least-squares line through them. */
function slopeOf(at: readonly number[], values: readonly number[]): number {
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
  const [x, y] = [mean(at), mean(values)];
  return (
    mean(at.map((own, i) => (own - x) * (values[i]! - y))) / mean(at.map((own) => (own - x) ** 2))
  );
}
