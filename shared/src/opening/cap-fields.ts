import type { PosedBody } from '../body/avatar.ts';
import type { UprightMesh } from '../fitting/align-to-body.ts';
import { crossSections } from '../fitting/cross-sections.ts';
import { frontProfile } from '../fitting/front-profile.ts';
import { meshLandmarks } from '../fitting/mesh-landmarks.ts';
import { sleeveTest } from '../fitting/sleeve-test.ts';
import {
  type Category,
  LEGGED_CATEGORIES,
  type Upper,
  WAIST_CATEGORIES,
} from '../garment/vocabulary.ts';
import { vertexNeighbours } from '../mesh/vertex-neighbours.ts';
import { growOverArch } from './arched-cap.ts';
import { edgeRound } from './edge-round.ts';
import { frontCap } from './front-cap.ts';
import { highLegs } from './high-legs.ts';
import { lowerEdge } from './lower-edge.ts';
import { faceOpening, isHooded, NECK_ROOM, neckTube } from './neck-opening.ts';
import { sleeveAxis } from './sleeve-axis.ts';
import { lengthRound, tipBeyond, whereFull } from './where-full.ts';

/** Farther from any cut than a garment is long, metres. */
const FAR = 9;
const UP = [0, 1, 0] as const;
const DOWN = [0, -1, 0] as const;
/** A waist is cut at most so far below where it is worn, metres, if by then it has this share of its full length round. */
const WAIST_DEEP = 0.045;
const FLARED = 0.7;
/**
 * Cuffs, hems and legs that end in a long dome, or taper to their end, are cut so far from its tip, metres, if by then they
 * have this share of their full length round.
 */
const DEEPEST = 0.02;
const TAPERED = 0.5;
/** Between neck and armhole there is cloth of at least this width, metres. */
const LEAST_STRAP = 0.025;
/** An armhole goes down this far below the body's armpit, metres. */
const ARMHOLE_DEPTH = 0.02;
/** Radius with which an armhole's lower corner is rounded, metres. */
const ARMHOLE_ROUND = 0.04;

/** Whether a garment for the torso has sleeves, straps or nothing over the shoulders, by its shape. */
export function upperOf(
  mesh: UprightMesh,
  category: Category,
  given: Upper | null = null,
): Upper | null {
  if (WAIST_CATEGORIES.has(category)) return null;
  if (given !== null) return given;
  const profile = frontProfile(mesh.positions, mesh.indices);
  const landmarks = meshLandmarks(profile, LEGGED_CATEGORIES.has(category));
  const height = landmarks.top - landmarks.bottom;
  const usual = landmarks.trunkWidth(landmarks.bottom + 0.4 * height) ?? 0;
  // A strapless edge is as wide as the trunk right under it; shoulders narrow towards the neck.
  const edge = landmarks.trunkWidth(landmarks.top - 0.03 * height) ?? 0;
  const below = landmarks.trunkWidth(landmarks.top - 0.1 * height) ?? usual;
  if (landmarks.armpit === null && edge > 0.9 * below) return 'strapless';
  return landmarks.armpit === null ? 'sleeveless' : 'sleeves';
}

/**
 * A value at each vertex of a closed garment that is negative on the caps over its openings and grows
 * as a distance from their edges, metres: for `cutMesh`. Tubes (hem, legs, waist, sleeves) are cut
 * across where they have become as full as they stay, hems and legs along their own edge where that is curved or slanted; the neck and the armholes, whose
 * edges are no planes, where the
 * body's neck is, and beyond the shoulder's own end above the armpit.
 *
 * @param mesh Closed, wound outwards, aligned to the body; metres, file frame.
 */
export function capField(
  mesh: UprightMesh,
  category: Category,
  upper: Upper | null,
  body: PosedBody,
  cell: number,
): Float32Array {
  const { positions, indices } = mesh;
  const profile = frontProfile(positions, indices);
  const legged = LEGGED_CATEGORIES.has(category);
  const sections = crossSections(positions, indices, profile);
  const landmarks = meshLandmarks(profile, legged, sections);
  const field = new Float32Array(positions.length / 3).fill(FAR);
  const neighbours = vertexNeighbours(field.length, indices);
  const apply = (value: (x: number, y: number, z: number) => number) => {
    for (let v = 0; v < field.length; v++) {
      const own = value(positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!);
      if (own < field[v]!) field[v] = own;
    }
  };
  const sleeve = upper === 'sleeves' ? sleeveTest(profile, landmarks) : () => false;
  const alongAxis = ([dx, dy, dz]: readonly [number, number, number]) =>
    Float32Array.from(
      field,
      (_, v) => dx * positions[3 * v]! + dy * positions[3 * v + 1]! + dz * positions[3 * v + 2]!,
    );
  const endOfTube = (
    along: Float32Array,
    belongs: (x: number, y: number) => boolean,
    { from, upTo }: { readonly from?: number | undefined; readonly upTo?: number | undefined },
  ): number | null => {
    const full = whereFull(mesh, along, belongs, cell, from);
    if (full === null) return null;
    const round = (level: number) => lengthRound(mesh, along, level, belongs);
    // Cloth that flares right under its edge never becomes full.
    const [most, least] =
      upTo === undefined ? [tipBeyond(full, round, cell) - DEEPEST, TAPERED] : [upTo, FLARED];
    return full < most && round(most) >= least * round(full) ? most : full;
  };
  const cutTube = (
    along: Float32Array,
    belongs: (x: number, y: number) => boolean,
    { from, upTo }: { readonly from?: number; readonly upTo?: number } = {},
  ) => {
    const end = endOfTube(along, belongs, { from, upTo });
    if (end === null) return;
    const depth = Float32Array.from(field, (_, v) =>
      belongs(positions[3 * v]!, positions[3 * v + 1]!) ? end - along[v]! : FAR,
    );
    if (from !== undefined) growOverArch(depth, mesh, neighbours, cell);
    // Of a plane only what hangs together as the tube's end: it may meet the trunk beside it again.
    const cap = from === undefined ? largestBelow(depth, neighbours) : null;
    for (let v = 0; v < field.length; v++) {
      const own = cap && depth[v]! < 0 && !cap[v] ? cell : depth[v]!;
      if (own < field[v]!) field[v] = own;
    }
  };

  /** A tube that ends below, along its own lower edge. */
  const cutBelow = (belongs: (x: number, y: number) => boolean) => {
    const edge = lowerEdge(profile, belongs) ?? edgeRound(mesh, belongs);
    if (edge === null) cutTube(alongAxis(DOWN), belongs);
    else {
      const below = (_: number, v: number) =>
        edge(positions[3 * v]!, positions[3 * v + 2]!) - positions[3 * v + 1]!;
      cutTube(Float32Array.from(field, below), belongs, { from: cell });
    }
  };

  if (category === 'bodysuit') {
    for (const { belongs, above, intoCrotch } of highLegs(profile, landmarks, sleeve)) {
      const along = Float32Array.from(
        field,
        (_, v) => -above(positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!),
      );
      const end = endOfTube(along, belongs, { from: 0 });
      if (end === null) continue;
      apply((x, y, z) => (sleeve(x, y) ? FAR : Math.max(above(x, y, z) + end, intoCrotch(x))));
    }
  } else if (legged && landmarks.crotch !== null) {
    for (const side of [1, -1]) {
      cutBelow(
        (x, y) => side * (x - landmarks.centre) > 0 && y < landmarks.crotch! && !sleeve(x, y),
      );
    }
  } else cutBelow((x, y) => !sleeve(x, y));
  if (WAIST_CATEGORIES.has(category) || upper === 'strapless') {
    const upTo = upper === null ? body.landmarks.waist_front![1] - WAIST_DEEP : -FAR;
    cutTube(alongAxis(UP), () => true, { upTo });
    return field;
  }
  const front = legged ? null : frontCap(mesh, body, sleeve, cell);
  front?.forEach((value, v) => {
    if (value < field[v]!) field[v] = value;
  });
  apply(isHooded(body, profile) ? faceOpening(body, profile) : neckTube(body, profile));
  if (upper === 'sleeves') {
    for (const side of [1, -1]) {
      const belongs = (x: number, y: number) => side * (x - landmarks.centre) > 0 && sleeve(x, y);
      const axis = sleeveAxis(profile, landmarks, side, belongs);
      if (axis) cutTube(alongAxis(axis), belongs);
    }
  } else {
    const level = body.landmarks.armpit_left![1] - ARMHOLE_DEPTH;
    // A halter is narrow there; neck and armhole would become one.
    const strap = body.landmarks.neck_side_left![0] + NECK_ROOM + LEAST_STRAP;
    for (const side of [1, -1]) {
      const full = whereFull(mesh, alongAxis([side, 0, 0]), (_, y) => y > level, cell);
      if (full === null) continue;
      const end = Math.max(full, strap);
      apply((x, y) => (side * x < 0 ? FAR : roundedMax(end - side * x, level - y)));
    }
  }
  return field;
}

/** The larger of two distances, the corner where they meet rounded. */
function roundedMax(a: number, b: number): number {
  const [u, v] = [a + ARMHOLE_ROUND, b + ARMHOLE_ROUND];
  return u > 0 && v > 0 ? Math.hypot(u, v) - ARMHOLE_ROUND : Math.max(a, b);
}

/** The vertices below zero of the largest piece that hangs together. */
function largestBelow(
  values: Float32Array,
  { starts, neighbours }: ReturnType<typeof vertexNeighbours>,
): Uint8Array {
  const piece = new Int32Array(values.length);
  let [pieces, largest, most] = [0, 0, 0];
  for (let first = 0; first < values.length; first++) {
    if (values[first]! >= 0 || piece[first]! > 0) continue;
    piece[first] = ++pieces;
    const reached = [first];
    for (let at = 0; at < reached.length; at++) {
      const v = reached[at]!;
      for (let k = starts[v]!; k < starts[v + 1]!; k++) {
        const other = neighbours[k]!;
        if (piece[other]! > 0 || values[other]! >= 0) continue;
        piece[other] = pieces;
        reached.push(other);
      }
    }
    if (reached.length > most) [largest, most] = [pieces, reached.length];
  }
  return Uint8Array.from(piece, (own) => (own > 0 && own === largest ? 1 : 0));
}
