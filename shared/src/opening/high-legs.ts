import { type FrontProfile, heightOf, rowOf } from '../fitting/front-profile.ts';
import { lowestInMiddle, type MeshLandmarks } from '../fitting/mesh-landmarks.ts';

/** Half the width of a bodysuit's crotch, metres. */
const CROTCH_HALF = 0.035;
/** A bodysuit's sides begin within this height above its crotch, where it has become so much of its full width. */
const SIDE_BELOW = 0.3;
const SIDE_FULL = 0.9;
/** Columns to each side over which an edge is evened out. */
const EVEN = 2;
/** Height above an edge over which front and back have come to their full depth, metres, and how near to it cloth is no cap: a share. */
const FULL_WITHIN = 0.06;
const NEAR_FULL = 0.15;

/** A leg opening that leads from beside the crotch up to where a bodysuit's side begins. */
export interface HighLeg {
  /** Whether a place of the front view may be part of its cap. */
  belongs(x: number, y: number): boolean;
  /** Metres from its edge, above it and outside of the crotch; negative below. */
  above(x: number, y: number, z: number): number;
  /** Metres into the crotch's half width; negative outside of it. */
  intoCrotch(x: number): number;
}

/**
 * The leg openings of a closed bodysuit, along its lower edges before and behind: those are curved, and a plane from the
 * crotch to the side leaves what of a cap arches over it.
 *
 * @param profile Of the garment aligned to the body, metres.
 * @param isSleeve Whether a place of the front view belongs to a sleeve, which may hang lower than the crotch.
 */
export function highLegs(
  profile: FrontProfile,
  { centre, bottom, trunkWidth }: MeshLandmarks,
  isSleeve: (x: number, y: number) => boolean,
): readonly HighLeg[] {
  const lowest = lowestInMiddle(profile, centre) ?? bottom;
  const first = rowOf(profile, lowest);
  const halves = Array.from(
    { length: rowOf(profile, lowest + SIDE_BELOW) - first + 1 },
    (_, row) => (trunkWidth(heightOf(profile, first + row)) ?? 0) / 2,
  );
  const full = Math.max(...halves);
  const side = halves.findIndex((half) => half >= SIDE_FULL * full);
  const highest = heightOf(profile, first + side);
  return [1, -1].map((way): HighLeg => {
    const awayOf = (x: number) => way * (x - centre);
    const edge = edgesAlong(profile, isSleeve, highest, (x) => {
      const away = awayOf(x);
      return away >= CROTCH_HALF && away <= halves[side]!;
    });
    return {
      belongs: (x, y) => awayOf(x) > CROTCH_HALF && y < highest && !isSleeve(x, y),
      above: (x, y, z) =>
        edge.length > 0 ? aboveEdge(edge, x, y - raisedBy(edge, x, z)) : Infinity,
      intoCrotch: (x) => CROTCH_HALF - awayOf(x),
    };
  });
}

/** A column's lowest cloth: its place, and by how much the edge lies higher in front (`near`) and behind (`far`). */
interface EdgePoint {
  readonly x: number;
  readonly y: number;
  readonly near: { readonly z: number; readonly up: number };
  readonly far: { readonly z: number; readonly up: number };
}

/** The lower edges in each column that a leg opening reaches over, evened out; rising x. */
function edgesAlong(
  profile: FrontProfile,
  isSleeve: (x: number, y: number) => boolean,
  highest: number,
  reachesOver: (x: number) => boolean,
): readonly EdgePoint[] {
  const { columns, rows, left, cellX, cellY, near, far } = profile;
  const raw: EdgePoint[] = [];
  const ahead = Math.ceil(FULL_WITHIN / cellY);
  for (let column = 0; column < columns; column++) {
    const x = left + (column + 0.5) * cellX;
    if (!reachesOver(x)) continue;
    const cells = Array.from({ length: rows }, (_, row) => column + columns * row);
    const lowest = cells.findIndex(
      (cell, row) => near[cell]! > -Infinity && !isSleeve(x, heightOf(profile, row)),
    );
    if (lowest < 0) continue;
    const above = cells.slice(lowest, lowest + ahead);
    const front = Math.max(...above.map((cell) => near[cell]!));
    const back = Math.min(...above.map((cell) => far[cell]!));
    const close = NEAR_FULL * (front - back);
    const nearRow = above.findIndex((cell) => near[cell]! >= front - close);
    const farRow = above.findIndex((cell) => far[cell]! <= back + close);
    const lower = Math.min(nearRow, farRow);
    raw.push({
      x,
      y: Math.min(heightOf(profile, lowest), highest),
      near: { z: front, up: cellY * (nearRow - lower) },
      far: { z: back, up: cellY * (farRow - lower) },
    });
  }
  return raw.map(({ x }, i) => {
    const window = raw.slice(Math.max(0, i - EVEN), i + EVEN + 1);
    const mean = (of: (point: EdgePoint) => number) =>
      window.reduce((sum, point) => sum + of(point), 0) / window.length;
    return {
      x,
      y: mean(({ y }) => y),
      near: { z: mean((p) => p.near.z), up: mean((p) => p.near.up) },
      far: { z: mean((p) => p.far.z), up: mean((p) => p.far.up) },
    };
  });
}

/** By how much the cap lies higher at a depth than where it is lowest: straight from the front's edge to the back's. */
function raisedBy(edge: readonly EdgePoint[], x: number, z: number): number {
  const after = edge.findIndex((point) => point.x >= x);
  const { near, far } = edge[after < 0 ? edge.length - 1 : after]!;
  const depth = near.z - far.z;
  const share = depth > 0 ? Math.min(1, Math.max(0, (z - far.z) / depth)) : 0;
  return far.up + share * (near.up - far.up);
}

/** Distance to the nearest place of an edge's line in the front view, negative below it. */
function aboveEdge(edge: readonly EdgePoint[], x: number, y: number): number {
  let nearest = Infinity;
  let height = edge[0]!.y;
  edge.forEach((end, i) => {
    const start = edge[Math.max(0, i - 1)]!;
    const [dx, dy] = [end.x - start.x, end.y - start.y];
    const length2 = dx * dx + dy * dy;
    const t = length2 > 0 ? ((x - start.x) * dx + (y - start.y) * dy) / length2 : 0;
    const at = Math.min(1, Math.max(0, t));
    nearest = Math.min(nearest, Math.hypot(x - start.x - at * dx, y - start.y - at * dy));
    if (x >= start.x) height = dx > 0 ? start.y + Math.min(1, (x - start.x) / dx) * dy : end.y;
  });
  return y < height ? -nearest : nearest;
}
